"""Deadlines: what is due by when and what came late, by the school's own calendar (R067-R076)."""
