"""A plan and every later version of it (R109)."""
