"""What somebody typed in a form and did not save yet: kept for them alone, on the server."""
