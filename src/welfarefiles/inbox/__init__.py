"""What leads do with what was raised: look, take it up, put it into a file, answer (R024, R046)."""
