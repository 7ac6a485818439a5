"""The requests that docs/rest shows, in the order in which they make sense: one child's file."""

from base64 import b64encode
from datetime import timedelta
from tests.sample import PASSWORD
from tests.school import RECORDS
from welfarefiles.access.grants import grants
from welfarefiles.calendars import london

import transaction


CHILD = {
    "given_name": "Maya",
    "family_name": "Ellison",
    "date_of_birth": "2016-03-14",
    "year_group": "5",
    "reasons": ["social_care"],
    "responsible_leader": "lead",
    "consent": "given",
    "consent_date": "2026-01-05",
    "consent_by": "Orla Ellison",
    "gender": "Girl",
    "ethnicity": "White British",
    "religion": "None",
    "address": "1 Invented Street",
    "telephone": "01632 960001",
    "referral_details": "By the class teacher.",
    "last_reviewed": str(london.today()),
    "people": [
        {
            "name": "Orla Ellison",
            "relation": "Mother",
            "parental_responsibility": True,
            "may_be_contacted": True,
            "telephone": "01632 960001",
        }
    ],
}
NOTE = {
    "@type": "ContactNote",
    "happened_at": "2026-01-14T15:40",
    "contact_group": "parents",
    "kind": "home_visit",
    "with_whom": "Maya's mother",
    "present": "Maya, her mother and her brother",
    "child_seen": True,
    "discussion": "She described the mornings: Maya gets her brother ready alone.",
    "outcome": "A breakfast place for both from Monday.",
    "actions": [
        {"what": "Ring the breakfast club", "who": "Lead", "by": "2026-01-16", "done": True}
    ],
}
MINUTES = {
    "@type": "WelfareDocument",
    "happened_at": "2026-01-21T10:00",
    "kind": "minutes",
    "heading": "Team around the child",
    "file": {
        "filename": "minutes.txt",
        "content-type": "text/plain",
        "encoding": "base64",
        "data": b64encode(b"The school nurse will weigh Maya each month.").decode(),
    },
}
SHORT = ("@id", "@type", "UID", "id", "review_state", "title")
NOT_APPLICABLE = {"answer": "not_applicable", "reason": "There is none in this file."}


def tell(story):
    """Run every example with a `recorder.Recorder`."""
    sign_in(story)
    files = find_the_files(story)
    file = open_a_file(story, files)
    note = add_a_note(story, file)
    change_a_note(story, note)
    give_times(story, file)
    upload(story, file)
    sign(story, note)
    after_signing(story, note)
    authorise(story, file)
    search(story, file)
    history(story, file)
    close(story, file)
    share_one_record(story, files)


def sign_in(story):
    for user_id in ("head", "worker", "records", "auditor"):
        token = story.quietly(None, "POST", "/@login", {"login": user_id, "password": PASSWORD})
        story.as_person(user_id, token["token"])
    given = {"login": "lead", "password": PASSWORD}
    token = story.ask("sign-in", None, "POST", "/@login", given)["token"]
    story.as_person("lead", token)
    story.ask("sign-in-refused", None, "POST", "/@login", {**given, "password": "wrong"})
    story.as_person("lead", story.ask("renew", "lead", "POST", "/@login-renew")["token"])
    token = story.quietly(None, "POST", "/@login", given)["token"]
    story.as_person("leaving", token)
    story.ask("sign-out", "leaving", "POST", "/@logout")


def find_the_files(story):
    [school] = story.ask("schools", "lead", "GET", "/@schools")["items"]
    story.ask("signed-out", None, "GET", school["@id"])
    [files] = story.ask("school", "lead", "GET", school["@id"])["items"]
    story.ask("options", "lead", "OPTIONS", files["@id"])
    return files["@id"]


def open_a_file(story, files):
    sent = {"@type": "WelfareFile", **CHILD}
    file = story.ask("open-file", "lead", "POST", files, sent)["@id"]
    story.ask("same-child", "lead", "POST", files, sent)
    story.ask("files", "lead", "GET", files, only=("@id", "items", "items_total"))
    story.ask("hidden", "worker", "GET", file)
    transaction.begin()
    portal = story.layer["portal"]
    content = portal.unrestrictedTraverse(file.partition(portal.absolute_url() + "/")[2])
    grants(content).give("worker", "Case Worker", "Form tutor", "lead")
    transaction.commit()
    etag = story.quietly("lead", "GET", file).header("etag")
    change = {"class_group": "5A", "next_review": "2026-04-20"}
    story.ask("change-file", "lead", "PATCH", file, change, **{"If-Match": etag})
    story.ask("changed-meanwhile", "lead", "PATCH", file, change, **{"If-Match": etag})
    story.ask("not-said", "lead", "PATCH", file, change, **{"If-Match": ""})
    story.ask("wrong-fields", "lead", "PATCH", file, {"clas": "5A", "title": "Maya", "reasons": []})
    return file


def add_a_note(story, file):
    key = {"Idempotency-Key": "6f1d2c3b4a596877"}
    note = story.ask("add-note", "worker", "POST", file, NOTE, **key)["@id"]
    story.ask("add-note-again", "worker", "POST", file, NOTE, only=SHORT, **key)
    story.ask("list", "worker", "GET", f"{file}/@vocabularies/welfarefiles.Recommendations")
    return note


def change_a_note(story, note):
    story.ask("wrong-note", "worker", "PATCH", note, {"kind": "seance", "outcome": ""})
    change = {"child_views": "“I like the toast.”"}
    only = ("@id", "child_views", "edited_by")
    headers = {"Prefer": "return=representation"}
    story.ask("change-note", "worker", "PATCH", note, change, only=only, **headers)


def give_times(story, file):
    only = ("@id", "happened_at", "recorded_at")
    summer = {**NOTE, "happened_at": "2025-07-02T15:40", "actions": []}
    made = story.ask("summer-time", "lead", "POST", file, summer, only=only)["@id"]
    assert story.quietly("lead", "POST", f"{made}/@workflow/sign", {}).status == 200
    twice = {**summer, "happened_at": "2025-10-26T01:30"}
    story.ask("comes-twice", "lead", "POST", file, twice)


def upload(story, file):
    only = (*SHORT, "file", "heading", "kind")
    document = story.ask("upload", "lead", "POST", file, MINUTES, only=only)["@id"]
    assert story.quietly("lead", "POST", f"{document}/@workflow/sign", {}).status == 200
    story.ask(
        "records", "lead", "GET", f"{file}?b_size=2", only=("items", "items_total", "batching")
    )


def sign(story, note):
    story.ask("steps", "worker", "GET", f"{note}/@workflow")
    story.ask("not-the-author", "lead", "POST", f"{note}/@workflow/sign", {})
    story.ask("sign", "worker", "POST", f"{note}/@workflow/sign", {})
    story.ask("signed", "worker", "PATCH", note, {"outcome": "Another"})


def after_signing(story, note):
    etag = story.quietly("worker", "GET", f"{note}/@addenda").header("etag")
    said = {"about": "The breakfast place", "text": "From Tuesday: the club is closed on Monday."}
    match = {"If-Match": etag}
    story.ask("add-addendum", "worker", "POST", f"{note}/@addenda", said, **match)
    story.ask("addenda", "lead", "GET", f"{note}/@addenda")
    now = {"If-Match": "*"}
    story.ask("wrong-addendum", "worker", "POST", f"{note}/@addenda", {"text": "Wrong."}, **now)
    asked = {"person": "head", "role": "witness", "note": "You were there at the end."}
    story.ask("ask-signature", "worker", "POST", f"{note}/@signatures", asked, **now)
    story.ask("countersign", "head", "POST", f"{note}/@countersign", {}, **now)
    story.ask("signatures", "worker", "GET", f"{note}/@signatures")
    story.ask("export", "worker", "GET", f"{note}/@export")


def authorise(story, file):
    sent = {"@type": "Assessment", "happened_at": "2026-02-03T09:15", **RECORDS["Assessment"]}
    assessment = story.quietly("lead", "POST", file, sent)["@id"]
    story.ask("submit", "lead", "POST", f"{assessment}/@workflow/submit", {})
    story.ask("own-work", "lead", "POST", f"{assessment}/@workflow/authorise", {})
    story.ask("say-why", "head", "POST", f"{assessment}/@workflow/return", {})
    story.ask(
        "authorise", "head", "POST", f"{assessment}/@workflow/authorise", {"comment": "Agreed."}
    )


def search(story, file):
    words = {"SearchableText": "nurse", "portal_type": ["WelfareDocument"]}
    story.ask("search", "worker", "POST", "/@search", words)
    story.ask("search-nothing", "records", "POST", "/@search", words)
    story.ask(
        "search-file", "lead", "GET", f"{file}/@search?SearchableText=toast&sort_on=recorded_at"
    )


def history(story, file):
    story.ask("ledger-file", "lead", "GET", f"{file}/@ledger?b_size=2&kind=change")
    school = file.partition("/files/")[0]
    asked = f"{school}/@ledger?b_size=1&person=lead&kind=change"
    story.ask("ledger-person", "auditor", "GET", asked, only=("@id", "items"))


def close(story, file):
    story.ask("close-too-early", "lead", "POST", f"{file}/@workflow/close", {})
    sent = {
        "@type": "ClosingSummary",
        "happened_at": "2026-02-20T14:00",
        **RECORDS["ClosingSummary"],
    }
    summary = story.quietly("lead", "POST", file, sent)["@id"]
    checklist = f"{summary}/@checklist"
    sign_front_sheet(story, file)
    lines = story.ask("checklist", "lead", "GET", checklist, cut=["lines"])
    wrong = {"C04": NOT_APPLICABLE, "C09": {"answer": "not_applicable"}, "C99": {"answer": "done"}}
    story.ask("wrong-answers", "lead", "PATCH", checklist, {"answers": wrong})
    answer_lines(story, checklist, lines)
    for user_id, transition in (("lead", "submit"), ("head", "authorise")):
        story.quietly(user_id, "POST", f"{summary}/@workflow/{transition}", {})
    story.ask("missing", "lead", "POST", f"{file}/@workflow/close", {})
    sent = {key: {"answer": "done"} for key in ("C23", "C24", "C25", "C26")}
    assert story.quietly("lead", "PATCH", checklist, {"answers": sent}).status == 200
    story.ask("close", "lead", "POST", f"{file}/@workflow/close", {})
    story.ask("closed", "worker", "GET", file)
    story.ask("retain", "records", "POST", f"{file}/@workflow/retain", {})


def sign_front_sheet(story, file):
    """Complete it, and sign it."""
    sheet, lead = f"{file}/@front-sheet", "lead"
    etag = story.quietly(lead, "GET", sheet).header("etag")
    story.ask("sign-front-sheet", lead, "POST", sheet, {}, **{"If-Match": etag})


def answer_lines(story, checklist, before):
    """Answer everything that keeps the summary from being submitted, the last as an example."""
    missing = before["missing"]["submit"]
    keys = [line["key"] for line in before["lines"] if line["missing"] in missing]
    first = dict.fromkeys(keys[:-2], NOT_APPLICABLE)
    assert story.quietly("lead", "PATCH", checklist, {"answers": first}).status == 200
    last = dict.fromkeys(keys[-2:], NOT_APPLICABLE)
    story.ask("answers", "lead", "PATCH", checklist, {"answers": last}, cut=["lines"])


def share_one_record(story, files):
    """A record lent and given back, another restricted, in a file of their own."""
    sent = {"@type": "WelfareFile", **CHILD, "given_name": "Idris", "family_name": "Vale"}
    file = story.quietly("lead", "POST", files, sent)["@id"]
    transaction.begin()
    portal = story.layer["portal"]
    content = portal.unrestrictedTraverse(file.partition(portal.absolute_url() + "/")[2])
    for role in ("Case Worker", "Privileged Reader"):
        grants(content).give("worker", role, "Writes to Legal Services", "lead")
    transaction.commit()
    lend(story, file)
    restrict(story, file)


def lend(story, file):
    record = story.quietly("lead", "POST", file, MINUTES)["@id"]
    until = str(london.today() + timedelta(days=1))
    sent = {"recipient": "records", "purpose": "To prepare the review meeting", "until": until}
    envelope = story.ask("lend", "lead", "POST", f"{record}/@envelopes", sent)["id"]
    story.ask("lend-wrong", "lead", "POST", f"{record}/@envelopes", {**sent, "recipient": "head"})
    story.ask("lent-to-me", "records", "GET", "/@envelopes")
    story.ask("lent-record", "records", "GET", record, only=("@id", "@type", "heading", "parent"))
    story.ask("lent", "lead", "GET", f"{file}/@envelopes")
    story.ask("give-back", "records", "POST", "/@give-back", {"id": envelope})
    again = story.quietly("lead", "POST", f"{record}/@envelopes", sent)["id"]
    back = {"id": again, "reason": "The meeting was cancelled"}
    story.ask("take-back", "lead", "POST", f"{record}/@take-back", back)


def restrict(story, file):
    advice = {**MINUTES, "heading": "Letter of Legal Services"}
    letter = story.quietly("lead", "POST", file, advice)["@id"]
    assert story.quietly("lead", "POST", f"{letter}/@workflow/sign", {}).status == 200
    why = {"reason": "Advice of Legal Services of 3 March"}
    story.ask("restrict-no-reason", "lead", "POST", f"{letter}/@restrict", {})
    story.ask("restrict", "lead", "POST", f"{letter}/@restrict", why)
    story.ask("restricted-hidden", "lead", "GET", letter)
    note = {**NOTE, "actions": []}
    story.ask("add-restricted", "worker", "POST", f"{file}/@restricted", note, only=SHORT)
    story.ask("restricted", "worker", "GET", f"{file}/@restricted")
