"""What is kept for a long time: originals, orders, authority, contact, the child's own things."""
