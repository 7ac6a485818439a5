"""A pack of another school: read and verified, its files made as they were signed there (d1)."""
