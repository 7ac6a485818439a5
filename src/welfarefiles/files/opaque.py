"""Ids that say nothing: no name, no order, no kind (R042)."""

from ..interfaces import ISchool
from ..interfaces import IWelfareContent
from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer
from zope.keyreference.interfaces import NotYet

import secrets


def opaque_id():
    """Sixteen hex digits nobody can guess."""
    return secrets.token_hex(8)


@implementer(INameFromTitle)
@adapter(IWelfareContent)
class OpaqueName:
    """What the name chooser asks for a new file or record, in forms and in REST."""

    def __init__(self, context):
        self.title = opaque_id()


@implementer(INameFromTitle)
@adapter(ISchool)
class SchoolName:
    """The prefix tells the WSGI filter that a path leads under a school."""

    def __init__(self, context):
        self.title = f"school-{opaque_id()}"


def no_number(content):
    """Adapter to zope.keyreference's `IKeyReference`: files and records have none, ever.

    So they take no number in the site's table of integer ids, which is for relations and of no use
    to them: every save would write its buckets, and people saving at once would collide there.
    Raises what says so to whoever asks for one.
    """
    raise NotYet(content)


def no_links(content):
    """Adapter to link integrity's `IRetriever`: nothing in a file is looked through for links."""
