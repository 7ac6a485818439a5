"""The paper that pre-dates the electronic file: where it is, and who has it (R099, R101, R139)."""
