"""The restricted section of a file: legal privilege, its own readers (R131)."""
