"""Moving a file to the next school: gate, pack, receipts, and what stays behind (R146-R153)."""
