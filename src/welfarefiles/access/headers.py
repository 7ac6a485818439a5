"""What every answer says about caches, frames and where its parts may come from. Needs no Plone."""

#: Our own pages: nothing inline, nothing from elsewhere.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: Plone's and Zope's own pages, for administrators: they have scripts and styles inline.
STOCK = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)

#: On every answer.
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
)
NO_STORE = ("Cache-Control", "no-store")
#: What the application says of these is dropped for ours.
DROPPED = frozenset(
    (
        "cache-control",
        "expires",
        "pragma",
        "referrer-policy",
        "x-content-type-options",
        "x-frame-options",
        "x-powered-by",
    )
)


def completed(headers, note):
    """An answer's headers as they leave the server.

    :param headers: list of pairs, as the application gave them.
    :param note: what `filter.NOTE` says of the request: ``static`` for what is the same for
        everybody and may be kept, ``stock`` for a page in Plone's or Zope's own frame.
    """
    static, stock = bool(note.get("static")), bool(note.get("stock"))
    dropped = DROPPED - {"cache-control"} if static else DROPPED
    kept = [pair for pair in headers if pair[0].lower() not in dropped]
    kept = [(name, framed_nowhere(value) if is_policy(name) else value) for name, value in kept]
    more = [*ALWAYS, ("X-Frame-Options", "SAMEORIGIN" if stock else "DENY")]
    if not any(is_policy(name) for name, _value in kept):
        more.append(("Content-Security-Policy", STOCK if stock else STRICT))
    if not (static and any(name.lower() == "cache-control" for name, _value in kept)):
        more.append(NO_STORE)
    return [*kept, *more]


def is_policy(name):
    """Whether a header is a content security policy."""
    return name.lower() == "content-security-policy"


def framed_nowhere(policy):
    """A policy the application gave itself; it allows no frame elsewhere."""
    return policy if "frame-ancestors" in policy else f"{policy}; frame-ancestors 'none'"
