"""Receipts: from a school without an account by a one-time link, or on paper (R148)."""
