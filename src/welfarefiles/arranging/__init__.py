"""What staff see and do of a transfer: its pages and services."""
