"""Work that takes longer than a page may, and work that comes round by the clock."""
