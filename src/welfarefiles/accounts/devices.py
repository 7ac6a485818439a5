"""What a browser says of itself, in words a person knows their own computer by. Needs no Plone."""

from .. import _


# In this order: each says it is also some of those below it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("HeadlessChrome", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent):
    """Message: “Chrome on Windows”."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser and system:
        return _("${browser} on ${system}", mapping={"browser": browser, "system": system})
    return browser or system or _("Unknown browser or program")


def _first(known, text):
    return next((name for mark, name in known if mark in text), None)
