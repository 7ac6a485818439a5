"""Pages of second signatures: ask, sign, decline; who had the conversation, who was there."""

from .. import _
from ..errors import FieldInvalid
from ..granting.form import AREA
from ..granting.form import CHOICE
from ..granting.form import Field
from ..granting.form import PERSON
from ..granting.form import SmallForm
from ..people.names import fullname
from ..people.staff import find_person
from ..people.staff import offered
from ..people.staff import staff
from ..people.typed import text_of
from ..permissions import may
from ..records.heading import heading_of
from . import asking
from .asked import asked_of
from .asked import standing
from .rule import ROLES
from .rule import WITNESS
from functools import cached_property
from plone import api
from zExceptions import NotFound
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


WHO = _("One of the school's people")
MODIFY = "Modify portal content"


class RecordForm(SmallForm):
    """A small form about one record; a page that is not open now looks like none."""

    def __call__(self):
        if not self.open():
            raise NotFound()
        return super().__call__()

    def open(self):
        """Whether the person may do this with the record now."""
        raise NotImplementedError

    @property
    def about(self):
        return heading_of(self.context)


class AskForSignature(RecordForm):
    """Ask a person of the school to sign a signed record too."""

    page_title = _("Ask for a second signature")
    button = _("Ask")
    done = _("They are told by mail, and find it on their first page")

    def open(self):
        return asking.may_ask(self.context)

    @cached_property
    def people(self):
        return asking.people(self.context)

    @cached_property
    def fields(self):
        role = text_of(self.request.form, "role")
        names = tuple(offered(*pair) for pair in self.people)
        return (
            Field("person", _("Who"), PERSON, WHO, options=names, value=self.named(role)),
            Field(
                "role",
                _("They sign as"),
                CHOICE,
                options=tuple(ROLES.items()),
                value=role if role in ROLES else WITNESS,
            ),
            Field("note", _("What they should know"), AREA, required=False),
        )

    def named(self, role):
        """Whom the record names for a role."""
        person = asking.named(self.context).get(role)
        return offered(person, fullname(person)) if person else ""

    def act(self):
        form = self.request.form
        # somebody who cannot be asked is told so by name, not as unknown
        person = find_person(staff(self.context), self.typed.text("person"))
        asking.ask(self.context, person, self.typed.text("role"), text_of(form, "note"))


class Countersign(RecordForm):
    """Sign a record one was asked to sign."""

    page_title = _("Sign this record")
    button = _("Sign")
    done = _("Signed")

    def open(self):
        return asking.may_sign(self.context)

    @cached_property
    def asked(self):
        return asked_of(self.context, api.user.get_current().getId())

    @property
    def warnings(self):
        return [STATEMENTS[self.asked.role]]

    def act(self):
        asking.countersign(self.context)

    @property
    def next_url(self):
        return after(self.context)


STATEMENTS = {
    "account": _("I had this conversation. I have read the record, and it is what was said."),
    "witness": _("I was there. I have read the record, and it is what I saw and heard."),
    "second": _("I have read this record and I have nothing to add or to correct."),
}


class DeclineSignature(RecordForm):
    """Say why one does not sign."""

    page_title = _("Do not sign")
    button = _("Decline")
    done = _("Declined. Whoever asked is told")
    fields = (Field("reason", _("Why you do not sign"), AREA),)

    def open(self):
        return asking.may_sign(self.context)

    def act(self):
        asking.decline(self.context, text_of(self.request.form, "reason"))

    @property
    def next_url(self):
        return after(self.context)


class WithdrawRequest(RecordForm):
    """Take a request for a signature back."""

    page_title = _("Take the request back")
    button = _("Take back")
    done = _("The request is taken back")

    def open(self):
        return asking.may_ask(self.context) and self.asked is not None

    @cached_property
    def asked(self):
        id = self.request.form.get("id")
        return next((one for one in standing(self.context) if one.id == id), None)

    @property
    def carried(self):
        return {"id": self.asked.id}

    @property
    def warnings(self):
        return [_("${name} is not asked to sign any more.", mapping={"name": self.asked.name})]

    def act(self):
        asking.withdraw(self.context, self.asked.id)


class OtherPeople(RecordForm):
    """Of a draft: who had the conversation, where that was somebody else, and who was a witness."""

    page_title = _("Who had the conversation, who was there")
    done = _("Saved")

    def open(self):
        return may(MODIFY, self.context)

    @cached_property
    def people(self):
        return staff(self.context)

    @cached_property
    def fields(self):
        names = tuple(offered(*pair) for pair in self.people)
        return tuple(
            Field(name, label, PERSON, hint, False, names, self.shown(name))
            for name, label, hint in ASKED
        )

    def shown(self, name):
        person = getattr(self.context, name)
        return offered(person, fullname(person)) if person else ""

    def act(self):
        found = {name: self.person(name) for name, _label, _hint in ASKED}
        changed = [name for name, person in found.items() if getattr(self.context, name) != person]
        for name in changed:
            setattr(self.context, name, found[name])
        if changed:
            notify(ObjectModifiedEvent(self.context))

    def person(self, name):
        text = self.typed.text(name)
        found = find_person(self.people, text) if text else None
        if text and found is None:
            raise FieldInvalid(asking.WHO, name)
        return found


ASKED = (
    (
        "account_of",
        _("Who had the conversation"),
        _("If it was not you: you write down what they tell you, and they sign too"),
    ),
    ("witness", _("Witness"), _("Somebody of the school who was there, and signs too")),
)


def after(record):
    """Back to the record, or to the first page for who was let in only to sign."""
    if api.user.has_permission("View", obj=record):
        return record.absolute_url()
    return api.portal.get().absolute_url()
