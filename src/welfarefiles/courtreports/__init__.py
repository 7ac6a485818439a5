"""Reports in court proceedings: of the school, and copies of those of others (R104, R115)."""
