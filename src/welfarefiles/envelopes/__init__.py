"""One record shared with one person, for a purpose, until a date (R040)."""
