"""Lists in REST: pages that continue after the last row, from the index (R005, R184)."""

from .. import _
from .deserialise import named_text
from .deserialise import Refused
from urllib.parse import urlencode


USUAL = 25
MOST = 100
NO_NUMBERS = _("Pages have no numbers here: follow batching.next.")
NOT_A_SIZE = _("Give a number from 1 to ${most}.")


def page_asked(asked):
    """`{"after", "limit"}` of what a client asked for; raises `Refused`."""
    if str(asked.get("b_start") or "0") != "0":
        raise Refused([{"field": "b_start", "message": NO_NUMBERS}])
    return {"after": named_text(asked, "after") or None, "limit": page_size(asked.get("b_size"))}


def page_size(given):
    """How many rows a page has."""
    if given in (None, ""):
        return USUAL
    text = str(given)
    if not (text.isdecimal() and 1 <= int(text) <= MOST):
        message = _(NOT_A_SIZE, mapping={"most": MOST})
        raise Refused([{"field": "b_size", "message": message}])
    return int(text)


def batching(url, asked, following):
    """`{"batching": …}` with the way to the following page, `{}` on the last.

    :param asked: what the client asked for in the address, and asks again in that of the next page;
        None for what came in a body: that is sent again with this `after`.
    :param following: `Page.next` of the page that was answered.
    """
    if not following:
        return {}
    found = {"@id": url, "after": following}
    if asked is not None:
        again = {name: value for name, value in asked.items() if name != "after" and value}
        found["next"] = f"{url}?{urlencode({**again, 'after': following}, doseq=True)}"
    return {"batching": found}
