"""The medication log of a child (R041)."""
