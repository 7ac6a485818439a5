"""Canonical JSON and its fingerprint. Needs no Plone: whoever holds an export can check it.

`docs/record-format.md` describes the same in words. The form is that of RFC 8785 for the values
that occur: texts, whole numbers, true, false, null, lists, and objects with keys of plain letters.
"""

from hashlib import sha256

import json


#: Beyond it, a number is not the same in every program that reads JSON.
MOST = 2**53 - 1

_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
).encode


class NotCanonical(TypeError):
    """A value that has no canonical form. The message names its type, never what it says."""


def canonical(value):
    """The one way of writing a JSON value, as UTF-8 bytes. Raises `NotCanonical`."""
    _refuse(value)
    try:
        return _encode(value).encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("half a character") from None


def fingerprint(value):
    """SHA-256 of the canonical form, as 64 lower-case hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()


def chained(link):
    """The hash of a link of a record's later history: of all it says but the hash itself."""
    return fingerprint({name: value for name, value in link.items() if name != "hash"})


def _refuse(value):
    if isinstance(value, int):
        if abs(value) > MOST:
            raise NotCanonical("a number too large")
    elif isinstance(value, (list, dict)):
        for item in _inside(value):
            _refuse(item)
    elif not (value is None or isinstance(value, str)):
        raise NotCanonical(type(value).__name__)


def _inside(value):
    if isinstance(value, list):
        return value
    # ASCII: there UTF-16, by which RFC 8785 sorts, and code points have one order
    if not all(isinstance(name, str) and name.isascii() for name in value):
        raise NotCanonical("a key that is no plain text")
    return value.values()
