"""An invented school with its people, files and records: for trying the portal out, never for use."""
