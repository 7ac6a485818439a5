"""Email messages, read without Plone: what one says, and why one cannot be read."""
