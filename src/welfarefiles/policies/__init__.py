"""Policies of a school: read, acknowledged by version, reviewed in time (R036, R047, R048)."""
