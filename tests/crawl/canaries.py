"""A site full of words that stand nowhere else, and who may come upon each of them."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.crawl.filed import file_more
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import name_for
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.section import put_in
from welfarefiles.forms.raising import raise_concern
from welfarefiles.forms.raising import Sent
from welfarefiles.inbox.handling import note
from welfarefiles.inbox.handling import reply

import transaction


EVERYBODY_ASKED = {
    "anonymous": None,
    "stranger": "stranger",
    "office": "office",
    "records manager": "records",
    "auditor": "auditor",
    "barred lead": "barred",
    "site administrator": "siteadmin",
    # They see the file, or one record of it, and must not learn of the rest.
    "reader of one record": "guest",
    "lead": "lead",
}
#: Asked too when everything is.
OTHERS = {
    "lead of the other kind": "cplead",
    "staff": "staff",
    "manager": "manager",
    "worker elsewhere": "worker",
}
ADMINISTRATORS = {"siteadmin", "manager"}
REGISTER = {"office", "records"}
#: The ledger has references and names of staff, never a child's.
LEDGER = {"auditor"}


@dataclass(frozen=True)
class Canary:
    """A word, and the user ids of those who may meet it."""

    word: str
    may: frozenset


@dataclass(frozen=True)
class Place:
    """What a URL can lead through: its path, and the interfaces the crawler looks views up for."""

    name: str
    path: str
    content: object


class CanarySite:
    """The site. `canaries` are its words, `places` what to ask, `words` what to look for."""

    def __init__(self, portal):
        self.portal = portal
        self.canaries = []
        self.make_people()
        self.make_content()
        transaction.commit()

    def say(self, word, *may):
        """A canary word, for whoever may meet it: the lead all, but for `say_restricted`."""
        self.canaries.append(Canary(word, frozenset({"lead", *may})))
        return word

    def say_restricted(self, word):
        """A word of the restricted section, which nobody meets here."""
        self.canaries.append(Canary(word, frozenset()))
        return word

    def make_people(self):
        for user_id in (*EVERYBODY_ASKED.values(), *OTHERS.values()):
            if user_id is None:
                continue
            roles = {"siteadmin": ["Member", "Site Administrator"], "manager": ["Manager"]}
            make_user(self.portal, user_id, roles.get(user_id, ["Member"]))
        people = ADMINISTRATORS | {"cplead", "barred"}
        group = self.say("canarygroup", *ADMINISTRATORS)
        self.portal.portal_groups.addGroup(
            group, title=self.say("Canarygrouptitle", *ADMINISTRATORS)
        )
        # In a team, so those who look after the team and choose from it know the name.
        make_user(self.portal, "canaryuser", groups=[group])
        self.canaries.append(Canary("canaryuser", frozenset({"lead", *people, *REGISTER, *LEDGER})))
        member = api.user.get("canaryuser")
        # Staff are told who the leads are, on the form to raise a concern.
        name = self.say("Canaryfullname", *people, *REGISTER, *LEDGER, "staff", "guest")
        email = self.say("canarymail@example.org", *ADMINISTRATORS)
        member.setMemberProperties({"fullname": name, "email": email})
        make_user(self.portal, "outsideuser")
        api.user.get("outsideuser").setMemberProperties(
            {"fullname": self.say("Outsidefullname", *ADMINISTRATORS)}
        )

    def make_content(self):
        team_of = {
            "lead",
            "guest",
            "cplead",
            "staff",
            "office",
            "records",
            "auditor",
            "barred",
            "worker",
        }
        self.school = make_school(
            self.portal,
            staff="Staff Member",
            office="Welfare Administrator",
            records="Records Manager",
            auditor="Auditor",
            lead="Welfare Lead",
            barred="Welfare Lead",
            canaryuser="Welfare Lead",
        )
        self.school.title = self.say("Canaryschool", *team_of, *ADMINISTRATORS)
        self.school.reindexObject()
        name_for(self.school, "cplead", "Welfare Lead", "ChildProtectionFile")
        with signed_in("lead"):
            self.file = self.make_file("WelfareFile", *REGISTER)
            self.elsewhere = make_file(self.school)
        file_more(self, REGISTER)
        self.concern = self.make_concern()
        grants(self.elsewhere).give("worker", "Case Worker", "form tutor", "lead")
        barriers(self.file).add("barred", self.say("Canarybarrier"))
        with signed_in("manager"):
            self.page = createContentInContainer(
                self.portal, "Document", checkConstraints=False, title="Notice"
            )
            hidden = createContentInContainer(
                self.portal, "Document", checkConstraints=False, title="Draft of a notice"
            )
        hidden.subject = (self.say("Canarykeyword", *ADMINISTRATORS),)
        hidden.manage_permission("View", ["Manager", "Site Administrator"])
        hidden.manage_permission("Access contents information", ["Manager", "Site Administrator"])
        hidden.reindexObject()

    def make_concern(self):
        """Raised by a member of staff about the child of the file; answered, with a note."""
        say = self.say
        concerns = self.school["concerns"]
        with signed_in("staff"):
            answers = (("what", "What", say("Canaryseen", "staff")),)
            child = f"{self.file.given_name} {self.file.family_name}"
            concern = raise_concern(concerns, Sent(child, answers))
        with signed_in("lead"):
            reply(concern, say("Canaryreply", "staff"))
            note(concern, say("Canarynote"))
        say(concern.reference, "staff", *LEDGER)
        say(concern.getId(), "staff")
        return concern

    def make_file(self, portal_type, *register):
        say = self.say
        file = make_file(
            self.school,
            portal_type,
            # A member of staff raises a concern by this name.
            given_name=say("Canarygiven", *register, "staff"),
            family_name=say("Canaryfamily", *register, "staff"),
            date_of_birth=date(2016, 5, 4),
            address=say("Canaryaddress"),
            telephone=say("07700900123"),
            referral_details=say("Canaryreferral"),
        )
        # One record is given to the guest, another lent to a member of staff.
        say(file.getId(), "guest", "staff", *register)
        say(file.UID(), *register)
        say(file.reference, "guest", "staff", *register, *LEDGER)
        self.note = createContentInContainer(
            file,
            "ContactNote",
            checkConstraints=False,
            happened_at=datetime(2026, 11, 19, 15, 40, tzinfo=UTC),
            contact_group="parents",
            kind="telephone",
            with_whom=say("Canarywhom", "guest"),
            discussion=say("Canarydiscussion", "guest"),
            outcome=say("Canaryoutcome", "guest"),
        )
        say(self.note.getId(), "guest")
        # Everybody is told why they see what they see (R039).
        grants(self.note).give("guest", "Case Reader", say("Canarypurpose", "guest"), "lead")
        self.document = createContentInContainer(
            file,
            "WelfareDocument",
            checkConstraints=False,
            happened_at=datetime(2026, 11, 19, 15, 40, tzinfo=UTC),
            kind="minutes",
            file=NamedBlobFile(
                say("Canarybytes").encode(), "text/plain", say("Canaryfilename") + ".txt"
            ),
        )
        say(self.document.getId())
        self.restricted = self.make_restricted(file)
        return file

    def make_restricted(self, file):
        """A record of the section, of which nobody who asks is a reader."""
        say = self.say_restricted
        record = createContentInContainer(
            file,
            "WelfareDocument",
            checkConstraints=False,
            happened_at=datetime(2026, 11, 19, 15, 40, tzinfo=UTC),
            kind="minutes",
            heading=say("Canaryprivilege"),
            file=NamedBlobFile(say("Canaryadvice").encode(), "text/plain", "advice.txt"),
        )
        put_in(record, "lead", datetime(2026, 11, 19, 16, tzinfo=UTC), say("Canarycounsel"))
        say(record.getId())
        say(record.UID())
        return record

    @property
    def places(self):
        contents = {
            "portal": self.portal,
            "school": self.school,
            "files": self.school["files"],
            "file": self.file,
            "note": self.note,
            "document": self.document,
            "restricted": self.restricted,
            "concerns": self.school["concerns"],
            "concern": self.concern,
            "page": self.page,
            "acl_users": self.portal.acl_users,
        }
        return [Place(name, path_of(one), one) for name, one in contents.items()]

    @property
    def place_of_school(self):
        """Path of the school, with which those of all in it begin."""
        return path_of(self.school)

    def kept_from(self, user_id):
        """Words this person may not meet, as bytes."""
        return [one.word.encode() for one in self.canaries if user_id not in one.may]

    @property
    def nobody_logs(self):
        """Words no log may hold, whoever works: what is written about children and adults."""
        plain = [one.word for one in self.canaries if one.word.startswith("Canary")]
        return [word for word in plain if word not in ("Canaryschool", "Canarygrouptitle")]
