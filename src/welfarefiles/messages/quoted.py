"""Addresses in the heads that a thread quotes: who took part in it earlier."""

import re


_QUOTED_HEAD = re.compile(
    r"[>|*\s]*(?:from|to|cc|bcc|sent by|reply-to)\b|.*\bwrote:[\s*]*\Z", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w.-]{1,253}")
#: A quoted head may be broken into lines by the program that quotes it.
_FOLLOWING = 2
_LONGEST_LINE = 2000


def quoted_addresses(body):
    """Addresses, in lower case, in lines such as ``From: …`` and ``On … wrote:`` of a body."""
    found, rows = set(), [row[:_LONGEST_LINE] for row in body.split("\n")]
    for number, row in enumerate(rows):
        if "@" not in row:
            continue
        around = rows[max(0, number - _FOLLOWING) : number + _FOLLOWING + 1]
        if any(_QUOTED_HEAD.match(one) for one in around):
            found.update(one.lower().rstrip(".") for one in _ADDRESS.findall(row))
    return frozenset(found)
