"""Native inputs for the fields of our schemas, one per kind of field."""
