"""One contact about several children: written once, a record in each file (R078, R126)."""
