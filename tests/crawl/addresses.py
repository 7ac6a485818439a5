"""Everything there is to ask, found out from the component registry and the classes themselves."""

from dataclasses import dataclass
from dataclasses import field
from hashlib import blake2b
from pathlib import Path
from plone.rest.interfaces import IAPIRequest
from urllib.parse import quote
from welfarefiles.interfaces import IWelfareFilesLayer
from welfarefiles.portal.interfaces import ILeanLayer
from zope.component import getSiteManager
from zope.component import getUtilitiesFor
from zope.interface import Interface
from zope.interface import providedBy
from zope.interface.declarations import Implements
from zope.publisher.interfaces.browser import IBrowserRequest
from zope.schema.interfaces import IVocabularyFactory

import re


HTML, JSON = "text/html", "application/json"
BELOW = 4
#: Places that tell of no child.
OUTSIDE = {"portal", "page"}
#: Places with nothing of their own below the pages they share with another.
ALIKE = {"document": "note", "page": "portal", "concerns": "files"}
HIDDEN = re.compile("^_|__roles__$")
SERVICE = re.compile(r"([A-Z]+)_application_json_(.*)")
#: Doors that no registry tells of, and every way in which stock Plone has leaked before.
KNOWN = Path(__file__).with_name("doors.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True)
class Address:
    """One thing to ask."""

    path: str
    method: str = "GET"
    accept: str = HTML
    #: How many times rarer in a sample than others: hardly anything below a page is ever open.
    rare: int = field(default=1, compare=False)


def named(content, *layers):
    """Names of what the component registry has for content and a request of these layers."""
    request = Implements.named("request")
    request.__bases__ = (*layers, IBrowserRequest)
    found = getSiteManager().adapters.lookupAll([providedBy(content), request], Interface)
    return {name: factory for name, factory in found if name and isinstance(name, str)}


def of_place(place, alike=None):
    """Addresses in one place: pages, what hangs below them, services, attributes, known doors.

    `alike`: another place that is asked for what hangs below the pages that both have.
    """
    yield from of_pages(place, alike)
    for name in sorted(named(place.content, IWelfareFilesLayer, IAPIRequest)):
        service = SERVICE.match(name)
        if service:
            yield Address(f"{place.path}/{quote(service[2], '@')}", service[1], JSON)
    for attribute in attributes(type(place.content)):
        yield Address(f"{place.path}/{attribute}")
    for accept in (HTML, JSON):
        yield Address(place.path, "GET", accept)
        yield from (Address(f"{place.path}/{door}", "GET", accept) for door in KNOWN)


def of_pages(place, alike):
    """Pages, and what hangs below them."""
    others = pages(alike) if alike else {}
    for name, factory in sorted(pages(place).items()):
        page = f"{place.path}/@@{quote(name)}"
        yield Address(page)
        if others.get(name) is not factory:
            rare = BELOW * (4 if place.name in OUTSIDE else 1)
            yield from (Address(f"{page}/{part}", rare=rare) for part in attributes(factory))


def pages(place):
    """{name: factory} of the pages of a place."""
    found = named(place.content, IWelfareFilesLayer, ILeanLayer)
    return {name: factory for name, factory in found.items() if not SERVICE.match(name)}


def attributes(factory):
    """Public names of a class; only methods and plain values can be published.

    The publisher refuses names of declarations by their look, whatever they belong to.
    """
    found = {name for cls in getattr(factory, "__mro__", ()) for name in vars(cls)}
    return sorted(name for name in found if name.isidentifier() and not HIDDEN.search(name))


def of_tools(portal):
    """Addresses of tools and of what they do."""
    path = "/".join(portal.getPhysicalPath())
    for tool_id, tool in sorted(portal.objectItems()):
        if getattr(tool, "portal_type", None) and not tool_id.startswith("portal_"):
            continue
        for attribute in ("", *attributes(type(tool))):
            yield Address(f"{path}/{tool_id}/{attribute}")
        for child_id in getattr(tool, "objectIds", list)():
            yield Address(f"{path}/{tool_id}/{quote(child_id)}")
    for name in ("manage_main", "Database/manage_main", "manage_debug", "DebugInfo/manage_main"):
        yield Address(f"/Control_Panel/{name}")
    for name in ("", "acl_users", "temp_folder", "browser_id_manager", "manage", "@@plone-addsite"):
        yield Address(f"/{name}")


def of_vocabularies(places):
    """Every vocabulary by each way to one."""
    for place in places:
        for name, _factory in sorted(getUtilitiesFor(IVocabularyFactory)):
            yield Address(f"{place.path}/@vocabularies/{quote(name)}", "GET", JSON)
            yield Address(f"{place.path}/@@getVocabulary?name={quote(name)}", "GET", JSON)


def of_uids(portal, contents):
    """Ways from a UID to what it is of."""
    path = "/".join(portal.getPhysicalPath())
    for content in contents:
        uid = content.UID()
        for door in ("resolveuid/", "@resolveuid/", "@@redirect-to-uuid/", "@relations?source="):
            yield Address(f"{path}/{door}{uid}")
        yield Address(f"{path}/@search?UID={uid}", "GET", JSON)


def everything(site):
    """All addresses, each once, in order."""
    places = {place.name: place for place in site.places if place.name != "acl_users"}
    found = []
    for place in places.values():
        found += of_place(place, places.get(ALIKE.get(place.name)))
    found += of_tools(site.portal)
    found += of_vocabularies([places["portal"], places["file"]])
    found += of_uids(site.portal, (site.file, site.note, site.document, site.page))
    return list(dict.fromkeys(found))


def sample(addresses, number, salt, inside="", times=8):
    """So many of them, the same for the same salt, whatever else is among them; None for all.

    Addresses that do not begin with `inside` are so many times rarer.
    """
    if number is None or number >= len(addresses):
        return addresses

    def rank(address):
        said = f"{salt} {address.method} {address.accept} {steady(address.path)}".encode()
        rare = address.rare * (1 if address.path.startswith(inside) else times)
        return int.from_bytes(blake2b(said, digest_size=8).digest()) * rare

    return sorted(addresses, key=rank)[:number]


def steady(path):
    """A path without the random ids of this run."""
    return re.sub(r"[0-9a-f]{16,}", "ID", path)
