"""Two schools of one site, of which the first offers the second a child's two files."""

from pathlib import Path
from tests import moving
from tests.api import path_of
from tests.api import Person
from tests.jobsite import work_off
from tests.sample import make_school
from tests.sample import make_user
from tests.school import grant_all
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.guards import perform
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.lookup import query
from welfarefiles.notices.waiting import waiting
from welfarefiles.people.stored import uid_of
from welfarefiles.sending import sending
from welfarefiles.transfer import acting
from welfarefiles.transfer.store import transfers_of

import transaction


CHILD = {"given_name": "Orlando", "family_name": "Zephyrine", "upn": "B801200005001"}
BOTH = ("WelfareFile", "ChildProtectionFile")
NAMES = ("Zephyrine", "Orlando")
#: People of the receiving school; `wlead` is not named for child protection files, `both` leads
#: in either school.
THERE = ("newlead", "newhead", "wlead", "newoffice", "newstaff", "both")


class Trust(SimpleNamespace):
    """`sender`, `receiver`, `welfare`, `protection`: schools and files; `id`: of the transfer."""

    @property
    def now(self):
        """The transfer as it is now."""
        transaction.begin()
        return transfers_of(self.sender).get(self.id)

    def keys(self):
        """How forms and jobs call its two parts: the child protection file first."""
        return [f"{self.id}:1", f"{self.id}:2"]

    def offer(self):
        with signed_in("lead"):
            sending.offer(self.sender, self.now)
        transaction.commit()


def make_trust(portal, sender=None):
    """The two schools, their people, and the child's files in the first, ready to go.

    :param sender: a staffed school where there is one already.
    """
    if sender is None:
        make_people(portal)
        sender = make_staffed_school(portal)
    for user_id in THERE:
        make_user(portal, user_id).setProperties(
            fullname=user_id.title(), email=f"{user_id}@oakfield.example"
        )
    sender.title = "Brookside Primary"
    receiver = make_school(
        portal,
        newlead="Welfare Lead",
        newhead="Authoriser",
        newoffice="Welfare Administrator",
        newstaff="Staff Member",
    )
    receiver.title = "Oakfield Academy"
    for school in (sender, receiver):
        name_for(school, "both", "Welfare Lead", *BOTH)
    name_for(receiver, "wlead", "Welfare Lead", "WelfareFile")
    files = [make_complete_file(sender, kind, **CHILD) for kind in BOTH]
    with signed_in("lead"):
        for file in files:
            perform(make_record(file, "ContactNote", discussion="The mornings."), "sign")
    grant_all(files[0])
    transaction.commit()
    return Trust(sender=sender, receiver=receiver, welfare=files[0], protection=files[1], id="")


def make_ready(layer, trust, with_other=True):
    """Prepare, hand over and build what is to be offered."""
    given = {"school": "", "email": "", "receiver": trust.receiver.getId()}
    trust.id = moving.prepared(trust.welfare, "lead", with_other, **given).id
    for file in [trust.protection, trust.welfare] if with_other else [trust.welfare]:
        make_agreed_summary(file, "transfer")
    transaction.commit()
    with signed_in("lead"):
        acting.hand_over(trust.sender, transfers_of(trust.sender).get(trust.id))
    work_off(layer)


def files_in(school):
    """The files of a school by their type."""
    transaction.begin()
    return {one.portal_type: one for one in school["files"].objectValues()}


def records_of(file):
    """UIDs of the records of a file, from the index."""
    return [row.uid for row in query.records_now(uid_of(file))]


#: What the page of offers says where there are none.
NOTHING = "Nothing is offered to your school now"


def drop_mails():
    for path in waiting():
        Path(path).unlink()


def offers_page(trust):
    return f"{path_of(trust.receiver)}/@@offers"


def names_no_child(text):
    return not any(name in text for name in NAMES)


def accept(http, trust, *keys, user_id="newlead"):
    """Accept on the page and have the job done; what the page said."""
    page = offers_page(trust)
    sent = Person(http, user_id).send(page, part=list(keys), sure="1", do="accept")
    work_off(http)
    return sent


def actions_of(file):
    return {one.action for one in entries(Filter(file_uid=uid_of(file)), limit=200)}
