"""The front sheet of a file, signed by whoever says that it is complete and up to date (C04)."""
