"""Need to know, as people use it: access, barriers, cover, emergency (R027-R039, R053, R188)."""
