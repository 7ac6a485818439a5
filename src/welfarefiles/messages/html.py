"""The text of an HTML email, as lines to be read. Nothing is fetched and nothing is kept of it."""

from lxml import etree
from lxml import html

import re


HIDDEN = frozenset({"script", "style", "template", "head", "title", "noscript", "object", "svg"})
BLOCKS = frozenset(
    ("article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4")
) | (
    frozenset(
        ("h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul")
    )
)
SPACES = re.compile(r"[ \t\r\n\xa0]+")


def readable(markup):
    """The words of `markup`, a line for each paragraph or row, without what a browser hides."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    data = markup.encode("utf-8", "replace").replace(b"\0", b"")
    if not data.strip():
        return ""
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # markup without a word
        return ""
    pieces = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            _break(name, pieces)
            if name in HIDDEN:
                walk.skip_subtree()
            else:
                pieces.append(SPACES.sub(" ", element.text or ""))
        else:
            if name != "br":  # one line, not two
                _break(name, pieces)
            pieces.append(SPACES.sub(" ", element.tail or ""))
    text = "\n".join(line.strip() for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _break(name, pieces):
    if name in BLOCKS:
        pieces.append("\n")
