"""Signing in: second factor, lockout, passwords, sessions, single sign-on (R136-R138)."""
