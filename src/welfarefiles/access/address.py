"""What a request's path says before anything is looked up. Needs no Plone."""

from dataclasses import dataclass

import re


SCHOOL = re.compile(r"school-[0-9a-f]{16}")
#: Zope's namespaces that lead somewhere here; the others tell of portlets, rules, other skins.
NAMESPACES = frozenset(
    ("add", "api", "plone", "resource", "theme", "unique", "webresource", "widget")
)
NAMESPACE = re.compile(r"\+\+([^+]*)\+\+(.*)", re.S)
#: Where a transfer pack is brought; nothing so large is sent anywhere else.
LARGE = re.compile(r"/school-[0-9a-f]{16}/@@?take-in/?")
#: Bytes of a request: a file of 100 MB, in JSON; a pack of 4 GB, in a form.
MOST_BYTES, MOST_LARGE_BYTES = 140 << 20, 4 << 30
BASE, ROOT, PREFIX = "VirtualHostBase", "VirtualHostRoot", "_vh_"


@dataclass(frozen=True)
class Address:
    """A path under a school.

    :param home: path of the portal, as the browser sees it.
    :param path: what was asked for, as the browser sees it.
    :param is_api: the path itself asks for the API (``++api++``).
    """

    home: str
    path: str
    is_api: bool


def address_of(path_info, script_name=""):
    """The `Address` of a path that leads through a school; None for any other path."""
    steps = [step for step in path_info.split("/") if step not in ("", ".")]
    if not any(SCHOOL.fullmatch(step) for step in steps):
        return None
    seen = _as_seen(steps)
    before = []
    for step in seen:
        if SCHOOL.fullmatch(step):
            break
        before.append(step)
    home = [step for step in before if not step.startswith(("++", "@@"))]
    return Address(
        home=_path(script_name, home),
        path=_path(script_name, seen),
        is_api="++api++" in steps,
    )


def is_utf8(path):
    """Whether a WSGI path (bytes read as latin-1) is one that can be read."""
    try:
        path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


def most_bytes(path):
    """How large a request to a path may be."""
    found = LARGE.search(path)
    return MOST_LARGE_BYTES if found and found.end() == len(path) else MOST_BYTES


def may_be_asked(step):
    """Whether one step of a path can lead anywhere, as far as its form says.

    >>> may_be_asked("++add++School"), may_be_asked("++skin++Plone"), may_be_asked("++resource++")
    (True, False, False)
    """
    step = step.removeprefix("@@")
    if not step.startswith("+"):
        return True
    found = NAMESPACE.fullmatch(step)
    return bool(found) and found[1] in NAMESPACES and bool(found[2] or found[1] == "api")


def _as_seen(steps):
    """The steps of the browser's path: a proxy's rewriting (``VirtualHostBase/…``) taken out."""
    if ROOT not in steps:
        return steps
    rest = steps[steps.index(ROOT) + 1 :]
    prefix = []
    while rest and rest[0].startswith(PREFIX):
        prefix.append(rest.pop(0)[len(PREFIX) :])
    return prefix + rest


def _path(script_name, steps):
    return script_name.rstrip("/") + "/" + "/".join(steps)
