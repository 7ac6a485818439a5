"""Several files to one school together, each through its own gate."""
