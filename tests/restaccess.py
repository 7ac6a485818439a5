"""The requests about access that docs/rest shows: one child's file, and who may see it."""

from tests.restexamples import CHILD
from tests.sample import PASSWORD
from welfarefiles.calendars import london


ONE = ("@id", "by", "how", "may", "name", "sees", "since", "until", "who", "why")


def tell_access(story):
    """Run every example with a `recorder.Recorder`, after those of `restexamples`."""
    for user_id in ("staff", "office"):
        token = story.quietly(None, "POST", "/@login", {"login": user_id, "password": PASSWORD})
        story.as_person(user_id, token["token"])
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    child = {**CHILD, "given_name": "Oscar", "family_name": "Ingham"}
    made = {"@type": "WelfareFile", **child}
    made = story.quietly("lead", "POST", f"{school['@id']}/files", made)
    give_and_take_back(story, made["@id"])
    named_team(story, school["@id"], made["@id"])
    shut_out(story, made["@id"])
    emergency(story, made)
    keep_the_team(story, school["@id"])
    leave(story, school["@id"])


def give_and_take_back(story, file):
    sent = {
        "who": "staff",
        "role": "Case Reader",
        "reason": "Form tutor",
        "ends": str(london.today()),
    }
    given = story.ask("give-access", "lead", "POST", f"{file}/@access", sent, only=ONE)["@id"]
    story.ask("access", "lead", "GET", f"{file}/@access", only=("@id", "items"), cut=["items"])
    story.ask("your-access", "staff", "GET", "/@your-access", only=("@id", "roles"))
    change = {"ends": None, "reason": "She stays in the class"}
    story.ask("change-access", "lead", "PATCH", given, change, only=("@id", "until"))
    story.ask("keep-access", "lead", "PATCH", given, {"because": "Still her tutor"}, only=("@id",))
    story.ask("give-nobody", "lead", "POST", f"{file}/@access", {**sent, "who": "x", "reason": ""})
    story.ask("take-back-access", "lead", "DELETE", given, {"reason": "Left the class"})


def named_team(story, school, file):
    place = f"{school}/@named-teams"
    named = story.ask("make-team", "lead", "POST", place, {"title": "Year 5 pastoral"})
    story.ask("change-team", "lead", "PATCH", named["@id"], {"add": ["staff"]})
    sent = {"who": named["id"], "role": "Case Reader", "reason": "They teach him"}
    story.ask("give-team", "lead", "POST", f"{file}/@access", sent, only=(*ONE, "members"))


def shut_out(story, file):
    place = f"{file}/@barriers"
    sent = {"who": "head", "reason": "His uncle"}
    story.ask("barrier-asks", "lead", "POST", place, sent)
    story.ask("barrier", "lead", "POST", place, {**sent, "confirmed": True})
    [one] = story.ask("barriers", "lead", "GET", place)["items"]
    story.ask("barrier-removed", "lead", "DELETE", one["@id"], {"reason": "Another child"})


def emergency(story, file):
    sent = {"reference": file["title"], "reason": "Collapsed on the school trip"}
    story.ask("emergency", "office", "POST", "/@emergency", sent)
    story.ask(
        "emergency-none", "office", "POST", "/@emergency", {**sent, "reference": "WF-2026-999999"}
    )


def keep_the_team(story, school):
    sent = {
        "who": "staff",
        "covers": ["WelfareFile"],
        "starts": str(london.today()),
        "ends": str(london.today()),
    }
    story.ask("cover", "lead", "POST", f"{school}/@cover", sent)
    sent = {"who": "office", "role": "Records Manager", "covers": ["WelfareFile"]}
    story.ask("name", "lead", "POST", f"{school}/@team", sent)
    sent = {"who": "records", "role": "Records Manager"}
    story.ask("end-role", "lead", "DELETE", f"{school}/@team", sent)
    story.ask("team", "lead", "GET", f"{school}/@team", cut=["items"])


def leave(story, school):
    place = f"{school}/@leaving"
    story.ask("would-end", "lead", "GET", f"{place}?person=office")
    sent = {"person": "office", "reason": "Left at the end of term"}
    story.ask("leave", "lead", "POST", place, sent)
