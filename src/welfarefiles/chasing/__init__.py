"""The clocks of a transfer, and who is told when a receipt does not come (R150)."""
