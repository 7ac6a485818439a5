"""What people add to a signed record: the page for an addendum, and second signatures."""
