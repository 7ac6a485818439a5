"""``index.html`` of a pack: to be read with any browser, without a network or a script.

Needs no Plone. The template escapes every text, and the page's own policy lets it load nothing.
"""

from base64 import b64encode
from chameleon import PageTemplate
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any


def page(manifest: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> bytes:
    """The page.

    `parts`, for each part of the manifest: `title`, `child`, `facts` (pairs label, value), `signed`
    (who signed the front sheet, and when), `rows` (`day`, `title`, `who`, `text`, `state`, `pdf`,
    `json`, `attachments` with `path` and `name`).
    """
    style = _text("pack.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    found = _template()(
        manifest=manifest,
        parts=list(zip(manifest["parts"], parts, strict=True)),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
    )
    return found.encode("utf-8", "replace")


@cache
def _template():
    return PageTemplate(_text("pack.pt"))


def _text(name):
    return files(__package__).joinpath(f"templates/{name}").read_text("utf-8")
