"""Destroying what need not be kept any longer: by two people, with a certificate (R183)."""
