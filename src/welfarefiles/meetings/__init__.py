"""Meetings with professionals and parents: who came, what was reported, what was decided (R070)."""
