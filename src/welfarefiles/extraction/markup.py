"""The words of HTML, without what is not shown, in time that grows no faster than the markup."""

from html import unescape

import re


_NAME = re.compile(r"/?([a-z][a-z0-9]*)", re.IGNORECASE)
_HIDDEN = ("script", "style", "template")
_INLINE = (
    "a",
    "abbr",
    "b",
    "em",
    "font",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
)


def text_of_html(markup):
    """What a browser would show of `markup`, more or less: it is for finding, not for reading."""
    text, *pieces = markup.split("<")
    parts, hidden = [text], ""
    for piece in pieces:
        tag, end, text = piece.partition(">")
        name = _name(tag)
        if hidden:
            hidden = "" if tag.lower().startswith(f"/{hidden}") else hidden
        elif name in _HIDDEN and not tag.startswith("/"):
            hidden = name
        if hidden:
            continue
        parts.append("" if name in _INLINE else " ")
        parts.append(text if end else piece)
    return " ".join(unescape("".join(parts)).split())


def _name(tag):
    found = _NAME.match(tag)
    return found.group(1).lower() if found else ""
