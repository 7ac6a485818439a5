"""Marks on an outline of the body: where a bruise or a cut was seen (R024, R073)."""
