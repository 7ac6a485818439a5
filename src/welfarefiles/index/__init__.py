"""The SQL index: its tables, and what writes them. It is read by `lookup`.

Objects are the truth; the index is written in the transaction that changes them and can be
rebuilt from them at any time (`consistency`).
"""
