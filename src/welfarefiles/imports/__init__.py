"""Taking in a transfer pack: brought, verified by a job, looked at, agreed to, or removed."""
