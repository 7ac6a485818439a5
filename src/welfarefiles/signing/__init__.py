"""What was signed stays what it was: fingerprint and seal of a record, and what was added since."""
