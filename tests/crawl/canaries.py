"""A site full of words that stand nowhere else, and who may come upon each of them."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import make_record
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.restricted.restricting import restrict

import transaction


EVERYBODY_ASKED = {
    "anonymous": None,
    "stranger": "stranger",
    "lead of the other kind": "cplead",
    "office": "office",
    "records manager": "records",
    "auditor": "auditor",
    "barred lead": "barred",
    "worker elsewhere": "worker",
    "reader of one record": "guest",
    "site administrator": "siteadmin",
}
#: Asked too when everything is.
OTHERS = {"staff": "staff", "manager": "manager"}
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
        """A canary word, for whoever may meet it."""
        self.canaries.append(Canary(word, frozenset(may)))
        return word

    def make_people(self):
        for user_id in ("lead", "privileged", *EVERYBODY_ASKED.values(), *OTHERS.values()):
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
        self.canaries.append(Canary("canaryuser", frozenset(people | REGISTER | LEDGER)))
        member = api.user.get("canaryuser")
        name = self.say("Canaryfullname", *people, *REGISTER, *LEDGER)
        email = self.say("canarymail@example.org", *ADMINISTRATORS)
        member.setMemberProperties({"fullname": name, "email": email})
        make_user(self.portal, "outsideuser")
        api.user.get("outsideuser").setMemberProperties(
            {"fullname": self.say("Outsidefullname", *ADMINISTRATORS)}
        )

    def make_content(self):
        team_of = {"lead", "cplead", "staff", "office", "records", "auditor", "barred", "worker"}
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
        self.make_shared()
        self.make_restricted()
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

    def make_shared(self):
        """A record that one person may read, who may see nothing else of its file (R035)."""
        with signed_in("lead"):
            self.shared = make_record(
                self.file,
                "Plan",
                objectives=self.say("Canaryshared", "guest"),
                child_views=self.say("Canaryview", "guest"),
            )
        self.canaries.append(Canary(self.shared.getId(), frozenset({"guest"})))
        grants(self.shared).give("guest", "Case Reader", self.say("Canaryreason", "guest"), "lead")

    def make_restricted(self):
        """A record of the restricted section, which the lead of the file does not read (R131)."""
        grants(self.elsewhere).give("privileged", "Privileged Reader", "Advises us", "lead")
        with signed_in("lead"):
            self.restricted = make_record(
                self.elsewhere, "ContactNote", discussion=self.say("Canaryprivilege")
            )
            put(self.restricted, "signed")
            restrict(self.restricted, self.say("Canarylegal"))
        self.say(self.restricted.getId())
        self.say(self.restricted.UID())

    def make_file(self, portal_type, *register):
        say = self.say
        file = make_file(
            self.school,
            portal_type,
            given_name=say("Canarygiven", *register),
            family_name=say("Canaryfamily", *register),
            date_of_birth=date(2016, 5, 4),
            address=say("Canaryaddress"),
            telephone=say("07700900123"),
            referral_details=say("Canaryreferral"),
        )
        say(file.getId(), *register)
        say(file.UID(), *register)
        say(file.reference, *register, *LEDGER, "guest")
        self.note = createContentInContainer(
            file,
            "ContactNote",
            checkConstraints=False,
            happened_at=datetime(2026, 11, 19, 15, 40, tzinfo=UTC),
            contact_group="parents",
            kind="telephone",
            with_whom=say("Canarywhom"),
            discussion=say("Canarydiscussion"),
            outcome=say("Canaryoutcome"),
        )
        say(self.note.getId())
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
        return file

    @property
    def places(self):
        contents = {
            "portal": self.portal,
            "school": self.school,
            "files": self.school["files"],
            "file": self.file,
            "note": self.note,
            "shared": self.shared,
            "restricted": self.restricted,
            "document": self.document,
            "page": self.page,
            "acl_users": self.portal.acl_users,
        }
        return [Place(name, path_of(one), one) for name, one in contents.items()]

    def kept_from(self, user_id):
        """Words this person may not meet, as bytes."""
        return [one.word.encode() for one in self.canaries if user_id not in one.may]

    @property
    def nobody_logs(self):
        """Words no log may hold, whoever works: what is written about children and adults."""
        plain = [one.word for one in self.canaries if one.word.startswith("Canary")]
        return [word for word in plain if word not in ("Canaryschool", "Canarygrouptitle")]
