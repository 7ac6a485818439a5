"""Signing in: who it is, that it is they, for how long, and what is asked of them first."""
