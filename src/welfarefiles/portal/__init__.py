"""What people see: page frame, look, forms and widgets, home. The highest layer: nothing imports it."""
