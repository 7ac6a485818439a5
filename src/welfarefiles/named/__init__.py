"""Other children named in a child's file: found, and settled before a record is signed (R106)."""
