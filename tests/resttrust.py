"""The requests that docs/rest shows between schools of one site, and of several files at once."""

from tests import moving
from tests.jobsite import work_off
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import signed_in
from welfarefiles.calendars import london
from welfarefiles.transfer import acting

import transaction


ANSWERS = {
    "leaves_on": str(london.today()),
    "chaser": "lead",
    "shared_early": "no",
    "early_reason": "They know the child.",
    "parents_told": "yes",
}
GIVEN = {"consent": "given", "consent_by": "Mother", "consent_on": str(london.today())}


def tell_trust(story, school):
    """Run every example with a `recorder.Recorder`, after all others: it adds a school."""
    transaction.begin()
    files = [make_complete_file(school) for _number in "abc"]
    receiver = make_receiver(story)
    base = story.layer["portal"].absolute_url()
    there, here = f"{base}/{receiver.getId()}", f"{base}/{school.getId()}"
    offered = offer(story, here, files[0], receiver)
    [item] = story.quietly("newlead", "GET", f"{there}/@offers")["items"]
    only = tuple(name for name in item if name != "size")  # no two packs are of one size
    story.ask("trust-offers", "newlead", "GET", item["@id"], only=only)
    why = {"why": "No such child comes to us"}
    story.ask("trust-refuse", "newlead", "POST", f"{item['@id']}/refuse", why)
    story.quietly("lead", "POST", f"{here}/@transfers/{offered}/offer")
    story.ask("trust-accept", "newlead", "POST", f"{item['@id']}/accept", {})
    together(story, here, files[1:])


def make_receiver(story):
    """The second school, whose lead signs in."""
    portal = story.layer["portal"]
    make_user(portal, "newlead").setProperties(fullname="New Lead")
    receiver = make_school(portal, newlead="Welfare Lead")
    receiver.title = "Oakfield Academy"
    transaction.commit()
    given = {"login": "newlead", "password": PASSWORD}
    story.as_person("newlead", story.quietly(None, "POST", "/@login", given)["token"])
    return receiver


def offer(story, here, file, receiver):
    """Id of a transfer that is offered."""
    sent = {"receiver": receiver.getId(), **ANSWERS, **GIVEN}
    at, only = file.absolute_url(), ("@id", "id", "state", "answers", "parts")
    made = story.ask("trust-prepare", "lead", "POST", f"{at}/@transfer", sent, only=only)
    transaction.begin()
    make_agreed_summary(file, "transfer")
    transaction.commit()
    assert story.quietly("lead", "POST", f"{made['@id']}/hand-over", {}).status == 202
    work_off(story.layer)
    only = ("@id", "state", "offer")
    story.ask("trust-offer", "lead", "POST", f"{made['@id']}/offer", {}, only=only)
    return made["id"]


def together(story, here, files):
    transaction.begin()
    for file in files:
        transfer = moving.prepared(file)
        make_agreed_summary(file, "transfer")
        with signed_in("lead"):
            acting.withdraw(file.aq_parent.aq_parent, transfer, "For all of them together")
    transaction.commit()
    said = {"school": "Elmhurst School", "email": "office@elmhurst.example", **ANSWERS}
    uids = [file.UID() for file in files]
    each = [{"file": uid, **GIVEN} for uid in uids]
    wrong = [each[0], {**each[1], "consent_by": ""}]
    at = f"{here}/@transfer-together"
    story.ask("together-wrong", "lead", "POST", at, {**said, "files": wrong})
    story.ask("together", "lead", "POST", at, {**said, "files": each})
