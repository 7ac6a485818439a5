"""The requests about registers that docs/rest shows: medicine, an original, paper, a plan."""

from tests.restexamples import CHILD
from tests.sample import PASSWORD
from welfarefiles.calendars import london


NOW = "2026-01-14T09:00"
IN_SHORT = ("@id", "@type", "review_state")


def tell_registers(story):
    """Run every example with a `recorder.Recorder`, after those of `restaccess`."""
    token = story.quietly(None, "POST", "/@login", {"login": "head", "password": PASSWORD})
    story.as_person("head", token["token"])
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    child = {**CHILD, "given_name": "Iris", "family_name": "Underhill"}
    made = {"@type": "WelfareFile", **child}
    file = story.quietly("lead", "POST", f"{school['@id']}/files", made)["@id"]
    medicine(story, file)
    register(story, file)
    paper(story, file)
    plan(story, file)


def signed(story, file, sent):
    """Address of a record that the lead has signed."""
    at = story.quietly("lead", "POST", file, {"happened_at": NOW, **sent})["@id"]
    step(story, "lead", at, "sign")
    return at


def step(story, user_id, at, transition):
    etag = story.quietly(user_id, "GET", f"{at}/@workflow").header("etag")
    headers = {"If-Match": etag}
    story.quietly(user_id, "POST", f"{at}/@workflow/{transition}", {}, **headers)


def medicine(story, file):
    sent = {"@type": "MedicationLog", "happened_at": NOW, "need": "Asthma"}
    log = story.ask("open-log", "lead", "POST", file, sent, only=IN_SHORT)["@id"]
    step(story, "lead", log, "sign")
    story.ask("second-log", "lead", "POST", file, sent)
    added = {"name": "Salbutamol inhaler", "usual": "2 puffs", "instructions": "Before sport"}
    made = story.ask("add-medicine", "lead", "POST", f"{log}/@medicines", added)
    sent = {"medicine": made["id"], "at": "2026-03-02T09:30", "outcome": "given"}
    line = story.ask("add-dose", "lead", "POST", f"{log}/@doses", sent)
    one = f"{log}/@doses/{line['id']}"
    story.ask("witness-own-dose", "lead", "PATCH", one, {"witness": True})
    story.ask("strike-dose", "lead", "PATCH", one, {"struck": "Another child's"}, only=("struck",))


def register(story, file):
    sent = {
        "@type": "OriginalDocument",
        "kind": "birth_certificate",
        "received_from": "Orla Underhill, mother",
        "kept_where": "Office safe",
        "condition": "Unharmed",
    }
    at = signed(story, file, sent)
    sent = {"kind": "returned", "on": str(london.today()), "whom": "Orla Underhill, mother"}
    story.ask("note-happening", "lead", "POST", f"{at}/@happenings", sent)


def paper(story, file):
    sent = {"@type": "PaperVolume", "what": "Volume 1", "kept_where": "Archive, cabinet 3"}
    at = f"{signed(story, file, sent)}/@removals"
    sent = {"holder": "lead", "purpose": "Review", "back_by": str(london.today())}
    made = story.ask("ask-for-paper", "lead", "POST", at, sent)
    one = f"{at}/{made['id']}"
    only = ("state", "manager")
    story.ask("authorise-paper", "head", "PATCH", one, {"step": "authorise"}, only=only)
    back = {"step": "bring-back", "now_where": "Archive, cabinet 3"}
    story.ask("bring-back-paper", "lead", "PATCH", one, back, only=("state", "now_where"))


def plan(story, file):
    sent = {"@type": "Plan", "happened_at": NOW, "kind": "care", "objectives": "To stay at home"}
    at = story.quietly("lead", "POST", file, sent)["@id"]
    step(story, "lead", at, "submit")
    step(story, "head", at, "authorise")
    story.ask("new-version", "lead", "POST", f"{at}/@versions")
