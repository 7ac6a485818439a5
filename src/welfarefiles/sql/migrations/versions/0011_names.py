"""With what the names of children begin, so that a text is asked about and not every file."""

from alembic import op

import re
import sqlalchemy as sa
import unicodedata


revision = "0011"
down_revision = "0010"

PIECE = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
PLAIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
})  # fmt: skip


def upgrade():
    connection = op.get_bind()
    collation = "C" if connection.dialect.name == "postgresql" else None
    words = sa.Text(collation=collation)
    names = op.create_table(
        "names",
        sa.Column("piece", words, primary_key=True),
        sa.Column("file_uid", words, primary_key=True),
    )
    op.create_index("names_file", "names", ["file_uid"])
    files = connection.execute(sa.text("SELECT uid, given_name, known_as FROM files")).all()
    rows = [
        {"piece": piece, "file_uid": uid}
        for uid, given, known_as in files
        for piece in first_pieces(given, known_as)
    ]
    if rows:
        connection.execute(sa.insert(names), rows)


def first_pieces(given, known_as):
    """As `index.words` has it when this is written."""
    found = set()
    for name in (given.split(" ")[0], given, known_as):
        pieces = [fold(piece) for piece in PIECE.findall(name)]
        found |= {pieces[0], "".join(pieces)} if pieces else set()
    return found


def fold(text):
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.casefold().translate(PLAIN)
