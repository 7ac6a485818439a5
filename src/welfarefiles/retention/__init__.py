"""How long a file is kept, what stops its destruction, and how it is destroyed (R163-R183)."""
