"""Letters that no store keeps, taken out of a form before anything reads it.

Bytes that are no UTF-8 come as halves of letters, which cannot be written down again; PostgreSQL
takes no NUL. Each stands for nothing that anybody typed: searched for, compared, kept or used to
sign in it would only fail, in a place that expects words.
"""

import re


_NONE = re.compile("[\x00\ud800-\udfff]")
INSTEAD = "\N{REPLACEMENT CHARACTER}"


def make_readable(site, event):
    """Subscriber of `IBeforeTraverseEvent` of the site: before anybody is signed in."""
    form = event.request.form
    for name, value in form.items():
        form[name] = readable(value)


def readable(value):
    """A text, or the texts of a list, without such letters; anything else as it is.

    >>> readable(["a\x00b", 1])
    ['a\N{REPLACEMENT CHARACTER}b', 1]
    """
    if isinstance(value, str):
        return _NONE.sub(INSTEAD, value)
    if isinstance(value, list | tuple):
        return type(value)(map(readable, value))
    return value
