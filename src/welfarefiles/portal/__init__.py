"""What people see: frame, look, forms, widgets, home. The highest layer: nothing imports it."""
