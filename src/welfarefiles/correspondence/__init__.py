"""Email filed as a record, by its sender or its recipient (R119, R127, R129, R130-R135)."""
