"""The team of a school: who has which role, from when, until when."""
