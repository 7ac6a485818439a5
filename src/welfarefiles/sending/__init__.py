"""The pack of a transfer is built, and goes: by a link, as a file, as an offer (R147, R148)."""
