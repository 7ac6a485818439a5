"""A file offered by another school of the site (one trust): taken over with a receipt, or refused.

The same gate, pack and receipts as between any two schools; only link, code and passphrase are not
needed.
"""
