"""The SQL index: everything that lists, counts, orders, is due or is searched is read from here.

Objects are the truth; the index is written in the transaction that changes them and can be
rebuilt from them at any time. Who may see what is applied when asking, never when writing.
"""
