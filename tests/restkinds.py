"""The requests of docs/rest about meetings, events and notifications: a child on a plan."""

from tests.restexamples import CHILD
from tests.restexamples import SHORT


MEETING = {
    "@type": "Meeting",
    "happened_at": "2026-02-10T14:00",
    "kind": "core_group",
    "attendance": [
        {"name": "Orla Vale", "role": "Mother", "attended": "attended"},
        {"name": "M. Quill", "role": "Social worker", "attended": "sent_report"},
    ],
    "no_report_reason": "The core group was called on the same day.",
    "discussion": "The heating is on. Clothes were clean on nine of ten days.",
    "outcome": "The plan goes on.",
    "actions": [{"what": "School report for the review", "who": "Lead", "by": "2026-03-10"}],
    "next_meeting": "2026-03-17",
}
ABSENCE = {
    "@type": "SchoolEvent",
    "happened_at": "2026-02-12T08:50",
    "kind": "absence",
    "what_happened": "Rang the mother at 9:10 and 9:25, no answer. Not seen by the bus driver.",
}
TOLD = {
    "@type": "Notification",
    "happened_at": "2026-02-12T09:35",
    "kind": "social_care",
    "with_whom": "M. Quill, social worker, duty team",
    "how": "telephone",
    "discussion": "Missing since registration, mother cannot be reached.",
    "outcome": "She goes to the house now.",
}
MARKER = {"kind": "cpp", "starts": "2026-02-02T09:00", "source": "Letter of social care"}


def tell_kinds(story):
    """A core group, an unexplained absence, and that social care was told of it."""
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    sent = {"@type": "WelfareFile", **CHILD, "given_name": "Wren", "family_name": "Vale"}
    file = story.quietly("lead", "POST", f"{school['@id']}/files", sent)["@id"]
    assert story.quietly("lead", "POST", f"{file}/@markers", MARKER).status < 300
    without = {name: MEETING[name] for name in MEETING if name != "attendance"}
    story.ask("wrong-meeting", "lead", "POST", file, {**without, "no_report_reason": ""})
    only = (*SHORT, "attendance", "next_meeting")
    story.ask("meeting", "lead", "POST", file, MEETING, only=only)
    event = story.ask("absence", "lead", "POST", file, ABSENCE, only=SHORT)
    story.ask("at-once", "lead", "GET", f"{file}/@deadlines", only=("due",))
    about = {**TOLD, "about": event["id"]}
    made = story.ask("told", "lead", "POST", file, about, only=(*SHORT, "about", "how"))["@id"]
    assert story.quietly("lead", "POST", f"{made}/@workflow/sign", {}).status == 200
    dues = story.quietly("lead", "GET", f"{file}/@deadlines")["due"]
    assert "notify" not in [due["what"] for due in dues]
