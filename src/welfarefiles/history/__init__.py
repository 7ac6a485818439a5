"""Who saw and did what: entered for every answer, and shown to those who may ask."""
