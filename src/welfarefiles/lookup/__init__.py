"""Everything that lists, counts, orders, is due or is searched is asked of the index here.

Who may see what is applied in the question itself, from what the index knows of rights: never to
the answer, and never when writing.
"""
