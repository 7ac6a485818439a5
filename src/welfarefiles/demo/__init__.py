"""An invented school with its people, files and records: to try the portal out with."""
