"""Pages of the policies: what to read, one of them, its file."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from ..permissions import MANAGE_POLICIES
from ..records.served import hand_out
from ..records.served import served_name
from ..records.served import served_type
from . import rule
from .register import policies
from .rendering import rendered
from functools import cached_property
from plone import api
from plone.namedfile.utils import stream_data
from Products.Five.browser import BrowserView
from zExceptions import NotFound


CHANGED = _("This policy has just been changed. Read it once more.")


class PoliciesView(BrowserView):
    """What the pages of a school's policies share."""

    @property
    def user_id(self):
        return api.user.get_current().getId()

    @cached_property
    def kept(self):
        return policies(self.context)

    @property
    def may_manage(self):
        return api.user.has_permission(MANAGE_POLICIES, obj=self.context)

    @property
    def url(self):
        return self.context.absolute_url()

    def address(self, policy):
        return f"{self.url}/@@policy?id={policy.id}"

    def shown(self, policy):
        """What a list says of a policy."""
        read = policy.read_at(self.user_id)
        late = rule.is_late(policy.next_review, london.today())
        return {
            "title": policy.title,
            "url": self.address(policy),
            "version": policy.current.number,
            "published": london.format_short_date(policy.current.published_on),
            "review": london.format_short_date(policy.next_review),
            "late": late and (self.may_manage or policy.owner == self.user_id),
            "owner": fullname(policy.owner),
            "read": read and london.format_short_date(london.london_date(read)),
            "public": policy.public,
        }


class Policies(PoliciesView):
    """`policies`: what to read first, then all of them."""

    page_title = _("Policies")

    def to_read(self):
        return [self.shown(one) for one in self.kept.to_read(self.user_id)]

    def all(self):
        return [self.shown(one) for one in self.kept.all()]

    def withdrawn(self):
        return [self.shown(one) for one in self.kept.withdrawn()] if self.may_manage else []


class PolicyView(PoliciesView):
    """A page about one policy, named in the address by its id."""

    @cached_property
    def policy(self):
        found = self.kept.get(self.request.form.get("id"))
        if found is None or (found.withdrawn and not self.may_manage):
            raise NotFound()
        return found

    @cached_property
    def version(self):
        """The version asked for; the current one unless a number says otherwise."""
        asked = self.request.form.get("version") or ""
        if not asked:
            return self.policy.current
        found = self.policy.version(number_of(asked))
        if found is None:
            raise NotFound()
        return found


class Policy(PolicyView):
    """`policy`: read it, and say that you have."""

    error = None

    def __call__(self):
        if self.request.method == "POST" and self.acknowledge():
            api.portal.show_message(_("Noted: you have read it."))
            return self.request.response.redirect(f"{self.url}/@@policies")
        return self.index()

    def acknowledge(self):
        """Whether it was noted; the version that was shown comes with the form."""
        number = number_of(self.request.form.pop("read", ""))
        if not self.kept.acknowledge(self.policy, number, self.user_id):
            self.error = CHANGED
            return False
        return True

    @property
    def has_errors(self):
        return bool(self.error)

    @property
    def page_title(self):
        return self.version.title

    @property
    def is_current(self):
        return self.version is self.policy.current

    @property
    def html(self):
        return rendered(self.version.text)

    @property
    def file_url(self):
        if self.version.file is None:
            return None
        number = self.version.number
        return f"{self.url}/@@policy-file?id={self.policy.id}&version={number}"

    @property
    def may_acknowledge(self):
        return self.is_current and not self.policy.withdrawn and not self.read_on

    @property
    def read_on(self):
        moment = self.policy.read_at(self.user_id, self.version.number)
        return moment and london.format_short_date(london.london_date(moment))

    def versions(self):
        """The others, the latest first."""
        for one in reversed(self.policy.versions):
            if one is not self.version:
                yield {
                    "number": one.number,
                    "url": f"{self.address(self.policy)}&version={one.number}",
                    "published": london.format_short_date(one.published_on),
                }


class PolicyFile(PolicyView):
    """`policy-file`: the PDF or Word file, served by its bytes and never run by the browser."""

    def __call__(self):
        file = self.version.file
        if file is None:
            raise NotFound()
        with file.open() as stream:
            content_type, inline = served_type(stream.read(1024), file.filename or "")
        name = served_name(
            "policy", self.version.title, self.version.published_on, file.filename or ""
        )
        hand_out(self.request.response, content_type, inline, name, file.getSize())
        return stream_data(file)


def number_of(text):
    """The number of a version that somebody sent; 0, which none has, for anything else."""
    right = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if right else 0
