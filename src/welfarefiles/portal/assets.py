"""Style sheets, scripts and icon of our pages, under addresses that change with their content.

`bootstrap.css` is the one Plone ships (Barceloneta, with Bootstrap 5), put into a cascade layer so
that our own rules win without shouting.
"""

from dataclasses import dataclass
from importlib.resources import files
from Products.Five.browser import BrowserView
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import NotFound

import gzip
import hashlib


VIEW = "welfare-look"
FOR_EVER = "public, max-age=31536000, immutable"
STATIC = files(__package__) / "static"
BOOTSTRAP = files("plonetheme.barceloneta") / "theme" / "css" / "barceloneta.min.css"
SHEETS = (
    "tokens.css",
    "frame.css",
    "parts.css",
    "forms.css",
    "pages.css",
    "history.css",
    "print.css",
)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    content_type: str
    body: bytes
    packed: bytes
    mark: str


def _asset(name, body):
    content_type = TYPES["." + name.rsplit(".", 1)[1]]
    mark = hashlib.sha256(body).hexdigest()[:16]
    return Asset(content_type, body, gzip.compress(body, mtime=0), mark)


def _bootstrap():
    css = BOOTSTRAP.read_bytes().removeprefix(b"\xef\xbb\xbf").removeprefix(b'@charset "UTF-8";')
    return b'@charset "UTF-8";@layer bootstrap{' + css + b"}"


def load():
    """Read every asset; once, when the server starts."""
    bodies = {
        "bootstrap.css": _bootstrap(),
        "welfarefiles.css": b"\n".join((STATIC / sheet).read_bytes() for sheet in SHEETS),
    }
    names = (
        "welfarefiles.js",
        "rest.js",
        "rows.js",
        "upload.js",
        "job.js",
        "choose.js",
        "draft.js",
        "bodymap.js",
        "icon.svg",
    )
    for name in names:
        bodies[name] = (STATIC / name).read_bytes()
    return {name: _asset(name, body) for name, body in bodies.items()}


ASSETS = load()


def url(portal_url, name):
    """Return the address of an asset; KeyError when there is none of the name."""
    return f"{portal_url}/@@{VIEW}/{ASSETS[name].mark}/{name}"


@implementer(IPublishTraverse)
class Look(BrowserView):
    """`@@welfare-look/<mark>/<name>`. Public: the sign-in page needs it; it tells of nobody."""

    asset = None
    mark = None
    same_for_everybody = True

    def publishTraverse(self, request, name):
        if self.mark is None:
            self.mark = name
            return self
        self.asset = ASSETS.get(name)
        if self.asset is None:
            raise NotFound(self, name, request)
        return self

    def __call__(self):
        if self.asset is None:
            raise NotFound(self, VIEW, self.request)
        response = self.request.response
        response.setHeader("Content-Type", self.asset.content_type)
        # While a new version is rolled out, one instance's page may ask another for its asset.
        known = self.mark == self.asset.mark
        response.setHeader("Cache-Control", FOR_EVER if known else "no-cache")
        response.setHeader("Vary", "Accept-Encoding")
        response.setHeader("X-Content-Type-Options", "nosniff")
        if "gzip" in self.request.getHeader("Accept-Encoding", ""):
            response.setHeader("Content-Encoding", "gzip")
            return self.asset.packed
        return self.asset.body
