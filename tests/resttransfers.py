"""The requests of docs/rest about moving on: a file goes to another school, a pack is taken in."""

from base64 import b64encode
from tests.jobsite import work_off
from tests.packs import multipart
from tests.packs import pack_of
from tests.packs import PASSPHRASE
from tests.restexamples import CHILD
from tests.restregisters import signed
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import name_for
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.files.around import person_key
from welfarefiles.frontsheet.keeping import sign as sign_front_sheet
from welfarefiles.people.roles import FILE_TYPES

import transaction


ANSWERS = {
    "school": "Elmhurst School",
    "email": "office@elmhurst.example",
    "telephone": "01632 960002",
    "leaves_on": str(london.today()),
    "chaser": "lead",
    "consent": "refused",
    "shared_early": "no",
    "early_reason": "They know the child.",
    "parents_told": "yes",
}
STATE = ("id", "state", "answers", "parts")
SCAN = b64encode(b"%PDF-1.7 signed by hand").decode()
PEOPLE = [{**CHILD["people"][0], "address": "1 Invented Street"}]
DECISION = {"@type": "Decision", "decision": "Early help.", "reasons": "The family asked for it."}


def tell_transfers(story):
    """Run every example with a `recorder.Recorder`, after those of `restregisters`."""
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    content = content_at(story, school["@id"])
    make_user(story.layer["portal"], "clerk")
    name_for(content, "clerk", "Welfare Administrator", *FILE_TYPES)
    transaction.commit()
    token = story.quietly(None, "POST", "/@login", {"login": "clerk", "password": PASSWORD})
    story.as_person("clerk", token["token"])
    settings(story, school["@id"])
    move(story, school["@id"])
    write_letters(story, school["@id"])
    take_in(story, school["@id"])


def content_at(story, url):
    """The object at an address, as it is now."""
    transaction.begin()
    portal = story.layer["portal"]
    return portal.unrestrictedTraverse(url.partition(portal.absolute_url() + "/")[2])


def opened(story, school, **child):
    sent = {"@type": "WelfareFile", **CHILD, "people": PEOPLE, **child}
    file = story.quietly("lead", "POST", f"{school}/files", sent)["@id"]
    signed(story, file, DECISION)
    return file


def settings(story, school):
    place = f"{school}/@transfer-settings"
    etag = story.ask("transfer-settings", "lead", "GET", place).header("etag")
    match = {"If-Match": etag}
    change = {"dfe_number": "999/1234", "copy": "reduce"}
    story.ask("change-transfer-settings", "lead", "PATCH", place, change, **match)
    wrong = {"dfe_number": "1234", "colour": "blue"}
    story.ask("wrong-transfer-settings", "lead", "PATCH", place, wrong, **{"If-Match": "*"})


def move(story, school):
    """From the first question to the receipt."""
    file = opened(story, school, given_name="Piers", family_name="Quarry")
    made = story.ask("prepare-transfer", "lead", "POST", f"{file}/@transfer", ANSWERS, only=STATE)
    at = f"{school}/@transfers/{made['id']}"
    because = {"why": "The child is at risk without it."}
    story.ask("override", "lead", "POST", f"{at}/override", because, only=("override", "state"))
    story.ask("own-override", "lead", "POST", f"{at}/agree-override", {})
    agreed = story.quietly("head", "POST", f"{at}/agree-override", {})
    assert agreed.status == 200
    story.ask("hand-over-missing", "lead", "POST", f"{at}/hand-over", {})
    content = content_at(story, file)
    with signed_in("lead"):
        sign_front_sheet(content)
    make_agreed_summary(content, "transfer")
    transaction.commit()
    story.ask("hand-over", "lead", "POST", f"{at}/hand-over", {})
    work_off(story.layer)
    story.ask("transfer", "lead", "GET", at, only=("id", "state", "pack", "link", "receipt_form"))
    story.ask("send-transfer", "lead", "POST", f"{at}/send", {},
              only=("state", "code", "passphrase"))  # fmt: skip
    paper = {
        "part": "1",
        "name": "Rowan Ashdown",
        "role": "Safeguarding lead",
        "on": str(london.today()),
    }
    story.ask("no-scan", "clerk", "POST", f"{at}/paper-receipt", paper)
    proof = {**paper, "scan": SCAN}
    story.ask("paper-receipt", "clerk", "POST", f"{at}/paper-receipt", proof,
              only=("state", "parts"))  # fmt: skip


def write_letters(story, school):
    """One letter to a parent, prepared and sent; a template that is none."""
    file = opened(story, school, given_name="Ned", family_name="Rushton")
    found = story.ask("letters-of-file", "lead", "GET", f"{file}/@letters", cut=["letters"])
    sent = {"letter": "closure_parents", "to": [person_key(PEOPLE[0])]}
    assert sent["letter"] in [one["id"] for one in found["letters"]]
    story.ask("prepare-letters", "lead", "POST", f"{file}/@letters", sent)
    nobody = {**sent, "to": ["0" * 16]}
    story.ask("letter-to-nobody", "lead", "POST", f"{file}/@letters", nobody)
    [one] = story.ask("letters-to-send", "clerk", "GET", f"{school}/@letters-to-send")["items"]
    at, gone = (
        f"{school}/@letters-to-send/{one['UID']}",
        {"how": "post", "sent_on": str(london.today())},
    )
    only = ("UID", "state", "how", "sent_on", "sent_by")
    story.ask("letter-sent", "clerk", "POST", at, gone, only=only)
    story.ask("letter-sent-twice", "clerk", "POST", at, gone)
    place = f"{school}/@letter-templates"
    story.ask("letter-templates", "clerk", "GET", place, cut=["items"])
    wrong = {"title": "Ours", "audience": "parents", "purpose": "other", "data": "UEsDBA=="}
    story.ask("wrong-template", "lead", "POST", place, wrong)
    story.ask("closing-texts", "lead", "GET", f"{file}/@closing", cut=["missing"])
    story.ask("closing-lines", "lead", "GET", f"{school}/@closing-checklist", cut=["lines"])
    uid = story.quietly("lead", "GET", file)["UID"]
    together = {"files": [uid]}
    story.ask("close-together", "lead", "POST", f"{school}/@close-together", together)


def take_in(story, school):
    """A pack that Elmhurst School made."""
    transaction.begin()
    elsewhere = make_school(story.layer["portal"], lead="Welfare Lead", head="Authoriser")
    child = {"given_name": "Tamsin", "family_name": "Oakes", "upn": "B801200005001"}
    theirs = make_complete_file(elsewhere, **child)
    with signed_in("lead"):
        perform(make_record(theirs, "WelfareDocument"), "sign")
    transaction.commit()
    pack = pack_of(theirs)
    # Named at another school too: that ends what was signed in before.
    token = story.quietly(None, "POST", "/@login", {"login": "lead", "password": PASSWORD})
    story.as_person("lead", token["token"])
    place = f"{school}/@take-in"
    wrong = multipart(pack, passphrase="another")
    story.ask("bring-wrong", "lead", "POST", place, form=wrong)
    sent = multipart(pack, passphrase=PASSPHRASE)
    made = story.ask("bring", "lead", "POST", place, form=sent)["@id"]
    story.ask("checking", "lead", "GET", made, only=("state", "reason", "job"))
    work_off(story.layer)
    etag = story.ask("preview", "lead", "GET", made).header("etag")
    story.ask("accept-unread", "lead", "POST", f"{made}/accept", {}, **{"If-Match": ""})
    story.ask("accept", "lead", "POST", f"{made}/accept", {}, **{"If-Match": etag})
    work_off(story.layer)
    story.ask("packs", "lead", "GET", place)
