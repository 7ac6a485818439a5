"""What the tests of access share: a school whose people can be given access, and what was told."""

from dataclasses import dataclass
from dataclasses import field
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.calendars import london
from welfarefiles.ledger import reading
from welfarefiles.notices.waiting import waiting
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.team import team

import transaction


@dataclass
class Scene:
    """A school, a welfare file of it, and people to ask as."""

    layer: dict
    school: object
    file: object
    since: object = field(default_factory=london.now)

    def person(self, user_id):
        return Person(self.layer, user_id)

    @property
    def path(self):
        return path_of(self.file)

    @property
    def place(self):
        return path_of(self.school)

    def sees(self, user_id, file=None):
        """Whether the page of a file is there for somebody; nothing at all is another answer."""
        status = self.person(user_id).page(path_of(file or self.file))[0]
        assert status in (200, 404)
        return status == 200

    def grants(self, user_id=None):
        """Grants of the file as they are stored now, of one person or all."""
        transaction.begin()
        return grants(self.file).all() if user_id is None else grants(self.file).of(user_id)

    def ledger(self, *actions):
        """(action, person, about, reason) of entries of these actions, the oldest first."""
        transaction.begin()
        found = reading.entries(reading.Filter(actions=actions, since=self.since), limit=50)
        return [(one.action, one.person, one.about, one.reason) for one in reversed(list(found))]

    def give(self, user_id="worker", by="lead", **fields):
        """Page that answers when somebody gives somebody access on the page."""
        sent = {"user_id": user_id, "role": "Case Reader", "reason": "Form tutor", **fields}
        return self.person(by).send(f"{self.path}/@@give-access", **sent)


def make_scene(layer, **fields):
    """`worker`, `reader` and `stranger` are members of staff; `second` is another lead."""
    portal = layer["portal"]
    make_people(portal)
    make_user(portal, "second")
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    school = make_staffed_school(portal)
    for user_id in ("worker", "reader", "stranger"):
        team(school).add(TeamEntry(user_id, "Staff Member"))
    team(school).add(TeamEntry("second", "Welfare Lead", FILE_TYPES))
    for user_id in ("lead", "second", "head"):
        portal.acl_users.getUserById(user_id).setProperties(email=f"{user_id}@example.org")
    with signed_in("lead"):
        file = make_file(school, **fields)
    transaction.commit()
    return Scene(layer, school, file)


def mails():
    """{address: text} of the mails that wait to be sent."""
    found = {}
    for path in waiting():
        mail = message_from_bytes(Path(path).read_bytes(), policy=SMTP)
        found[mail["To"].strip()] = f"{mail['Subject']}\n{mail.get_content()}"
    return found
