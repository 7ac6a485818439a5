"""Signing in with the school's own account, by OpenID Connect: Microsoft Entra, Google, others."""
