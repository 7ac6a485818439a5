"""Ratios between this portal and tuned stock Plone with the same content; run.py makes them."""
