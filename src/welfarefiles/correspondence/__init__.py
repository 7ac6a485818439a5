"""Email filed as a record (R127-R135)."""
