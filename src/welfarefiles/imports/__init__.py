"""Taking in a transfer pack: verified, previewed, filed as the other school signed it (d1)."""
