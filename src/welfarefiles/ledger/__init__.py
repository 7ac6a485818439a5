"""Who did what, when and why: an append-only record nobody can edit (R027, R076, R139, R143)."""
