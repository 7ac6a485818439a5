"""The SQL store beside the object database: engines, migrations, and joining the transaction.

Lowest layer: imports nothing else of this package, and nothing of Plone.
"""
