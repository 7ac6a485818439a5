"""Who sees a file and why: access, barriers, emergencies, cover, leaving (R027, R039, R188)."""
