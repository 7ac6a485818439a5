"""The text of a policy as HTML that can do no harm."""

from ..people.typed import is_writing
from plone import api

import html
import markdown


def rendered(text):
    """HTML of Markdown; tags that somebody typed are shown as text, links lead to pages only."""
    # What is pasted may hold signs of a printer, of which no page can be made.
    text = "".join(filter(is_writing, text))
    quoted = html.escape(text, quote=False).replace("&gt;", ">")
    made = markdown.markdown(
        quoted, extensions=["toc"], extension_configs={"toc": {"baselevel": 2, "slugify": _none}}
    )
    cleaned = api.portal.get_tool("portal_transforms").convertTo(
        "text/x-html-safe", made, mimetype="text/html"
    )
    return cleaned.getData()


def _none(_title, _separator):
    return "part"
