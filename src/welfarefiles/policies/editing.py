"""The form of a policy: a new one, or a change of one."""

from .. import _
from ..errors import FieldInvalid
from ..granting.form import DAY
from ..granting.form import Field
from ..granting.form import PERSON
from ..granting.form import SmallForm
from ..granting.form import TICKS
from ..people.names import fullname
from ..people.roles import TEAM_ROLES
from ..people.staff import find_person
from ..people.staff import offered
from ..people.staff import staff
from ..rest.upload import file_name
from ..rest.wording import Unreadable
from . import giving
from . import rule
from .register import Given
from .register import policies
from functools import cached_property
from plone import api
from plone.namedfile.file import NamedBlobFile
from zExceptions import NotFound


READERS = (
    (rule.EVERYBODY, _("Everybody of the team")),
    *((one, one) for one in sorted(TEAM_ROLES)),
)
PUBLIC, FIRST, WITHDRAWN = "public", "first", "withdrawn"
KINDS = (
    (PUBLIC, _("Families read it without signing in")),
    (FIRST, _("Volunteers, students and supply staff read it before they are let in")),
    (WITHDRAWN, _("Withdrawn: it holds no longer, nobody is asked to read it")),
)


class EditPolicy(SmallForm):
    """`edit-policy`: without an id a new one is published."""

    button = _("Publish")
    done = _("Published")

    @cached_property
    def policy(self):
        """The policy that is changed; None for a new one."""
        id = self.request.form.get("id")
        found = policies(self.context).get(id)
        if id and found is None:
            raise NotFound()
        return found

    @property
    def page_title(self):
        return _("Change a policy") if self.policy else _("Add a policy")

    @property
    def about(self):
        if self.policy:
            return _("Another title, text or file is a new version: everybody reads it anew.")
        return _("Those who have to read it are told by mail.")

    @property
    def carried(self):
        return {"id": self.policy.id} if self.policy else {}

    @cached_property
    def people(self):
        return staff(self.context)

    @cached_property
    def fields(self):
        now = self.policy
        owner = now.owner if now else api.user.get_current().getId()
        names = tuple(offered(*pair) for pair in self.people)
        known = {name for name in (PUBLIC, FIRST, WITHDRAWN) if now and getattr(now, name)}
        return (
            Field("title", _("Title"), value=now.title if now else ""),
            Field("owner", _("Who looks after it"), PERSON, options=names, value=self.said(owner)),
            Field(
                "next_review",
                _("Next review"),
                DAY,
                value=now.next_review.isoformat() if now else "",
            ),
            Field(
                "readers",
                _("Who has to read it"),
                TICKS,
                options=READERS,
                value=now.readers if now else frozenset({rule.EVERYBODY}),
            ),
            Field("kinds", _("Also"), TICKS, options=KINDS, value=known),
        )

    def said(self, user_id):
        return offered(user_id, fullname(user_id)) if user_id in dict(self.people) else ""

    @property
    def text(self):
        """What stands in the large field."""
        given = self.request.form.get("text")
        if isinstance(given, str):
            return given
        return self.policy.current.text if self.policy else ""

    @property
    def file(self):
        return self.policy.current.file if self.policy else None

    def act(self):
        giving.publish(
            self.context, self.given(), api.user.get_current().getId(), policy=self.policy
        )

    def given(self):
        typed, kinds = self.typed, self.typed.several("kinds")
        return Given(
            title=typed.text("title"),
            owner=find_person(self.people, typed.text("owner")) or "",
            next_review=typed.day("next_review"),
            text=self.text.replace("\x00", "").replace("\r\n", "\n").strip(),
            file=self.given_file(),
            readers=typed.several("readers"),
            public=PUBLIC in kinds,
            first=FIRST in kinds,
            withdrawn=WITHDRAWN in kinds,
        )

    def given_file(self):
        """The file that was chosen; the present one unless it is to go."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            return None if self.request.form.get("no_file") else self.file
        try:
            name = file_name(upload.filename)
        except Unreadable as error:
            raise FieldInvalid(error.args[0], "file") from error
        return NamedBlobFile(data=upload.read(giving.MOST_BYTES + 1), filename=name)

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@policies"
