"""The forms any member of staff fills in, and what becomes of what they send (R024, R144)."""
