"""What a client may send and what it may not: every refusal names the field and says what to do."""

from tests.api import Person
from tests.papers import paper
from tests.rest import Api
from tests.sample import CHILD
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team

import pytest
import transaction


SET_HERE = "The portal sets this itself; leave it out."
NOT_IN_LIST = "This is not in the list: see @vocabularies/welfarefiles.ContactKinds."
UNSEEN = (
    "The child cannot have been seen when no access was gained. "
    "A contact without access is recorded too, with its outcome."
)
REQUIRED = "Give a value: it is required."
BY_PORTAL = (
    *("id", "UID", "title", "author", "recorded_at", "edited_by", "signed_by", "signed_at"),
    *("review_state", "created", "modified", "layout"),
)


#: The child of the file there is, as a client writes it.
KNOWN = {
    **CHILD,
    "given_name": "Quenby",
    "date_of_birth": str(CHILD["date_of_birth"]),
    "reasons": sorted(CHILD["reasons"]),
}


@pytest.fixture
def place(http):
    """A file of the lead's, with a draft note."""
    portal = http["portal"]
    for user_id in ("lead", "other"):
        make_user(portal, user_id)
    school = make_school(portal, lead="Welfare Lead")
    team(school).add(TeamEntry("other", "Welfare Lead", frozenset({"ChildProtectionFile"})))
    with signed_in("lead"):
        file = make_file(school, given_name="Quenby")
        note = make_note(file)
    transaction.commit()
    client = Api(http, "lead")
    client.layer, client.file, client.note = http, file.absolute_url(), note.absolute_url()
    client.school = school
    client.files = school["files"].absolute_url()
    return client


def draft(**fields):
    when = {"happened_at": "2026-01-14T15:40"}
    return {"@type": "ContactNote", **when, **RECORDS["ContactNote"], **fields}


def test_what_the_portal_sets_is_refused(place):
    own = dict.fromkeys(BY_PORTAL, "x")
    for reply in (place.post(place.file, draft(**own)), place.patch(place.note, own)):
        assert (reply.status, reply.errors) == (400, dict.fromkeys(BY_PORTAL, SET_HERE))
    for name in BY_PORTAL:
        assert place.post(place.file, draft(**{name: "x"})).errors == {name: SET_HERE}
    assert place.get(place.file)["items_total"] == 1


def test_what_the_portal_sets_on_a_file_is_refused(place):
    for name in ("id", "reference", "opened_on", "opened_by", "closed_on"):
        assert place.patch(place.file, {name: "2026-01-14"}).errors == {name: SET_HERE}


WRONG = (
    ({"kind": "seance"}, {"kind": NOT_IN_LIST}),
    ({"kind": ["home_visit"]}, {"kind": "Give the token of one term, as text."}),
    ({"kind": None}, {"kind": REQUIRED}),
    ({"outcome": "  "}, {"outcome": REQUIRED}),
    ({"outcome": {"text": "x"}}, {"outcome": "Give text."}),
    ({"outcome": "a\x00b"}, {"outcome": "Take out the control characters."}),
    ({"outcome": "\ud800"}, {"outcome": "Take out the control characters."}),
    ({"with_whom": "Mother\nFather"}, {"with_whom": "Give it in one line."}),
    ({"child_seen": "yes"}, {"child_seen": "Give true or false."}),
    ({"volume": True}, {"volume": "Give a whole number."}),
    ({"volume": 0}, {"volume": "Give 1 or more."}),
    ({"actions": "Ring"}, {"actions": "Give a list."}),
    ({"actions": ["Ring"]}, {"actions": "Give an object for each row."}),
    ({"actions": [{"who": "Lead"}]}, {"actions": "Action: Give a value: it is required."}),
    (
        {"actions": [{"what": "Ring", "by": "soon"}]},
        {"actions": "By when: Give the day as 2026-11-19."},
    ),
    ({"actions": [{"what": "Ring", "whom": "x"}]}, {"actions": "“whom” is no column here."}),
    ({"outcom": "x"}, {"outcom": "There is no such field."}),
    ({"no_access": True, "child_seen": True}, {"child_seen": UNSEEN}),
)


def test_each_field_says_what_is_wrong_with_it(place):
    for fields, errors in WRONG:
        assert place.post(place.file, draft(**fields)).errors == errors
        changed = place.patch(place.note, fields)
        assert (changed.status, changed.errors) == (400, errors)


def test_a_front_sheet_is_not_checked_on_a_day_to_come(place):
    wrong = place.patch(place.file, {"last_reviewed": "2999-01-01"})
    assert (wrong.status, wrong.errors) == (400, {"last_reviewed": "This day is still to come"})
    assert place.patch(place.file, {"last_reviewed": "2026-01-14"}).status == 204


MISSING = "Nobody has told the child and family that they may see their records"


def test_access_to_records_is_promoted_from_the_start(place):
    """On the front sheet, asked for until it is there; not on a day to come (R095)."""
    page = Person(place.layer, "lead")
    path = place.file.partition("/plone")[2]
    assert MISSING in page.page(f"/plone{path}")[1]
    wrong = place.patch(place.file, {"access_explained_on": "2999-01-01"})
    assert (wrong.status, wrong.errors) == (
        400,
        {"access_explained_on": "This day is still to come"},
    )
    told = {"access_explained_on": "2026-01-14", "access_explained_how": "By leaflet, in Polish."}
    assert place.patch(place.file, told).status == 204
    shown = page.page(f"/plone{path}")[1]
    assert MISSING not in shown
    assert "By leaflet, in Polish." in shown
    assert place.get(place.file)["access_explained_on"] == "2026-01-14"


def test_handwritten_notes_are_kept_or_destroyed_as_the_school_says(place):
    """The form asks for what holds in the school; a day to come is none (R096)."""
    page = Person(place.layer, "lead")
    path = f"/plone{place.note.partition('/plone')[2]}/edit"
    kept, destroyed = "Where the scan is filed", "Handwritten notes destroyed on"
    assert [one in page.page(path)[1] for one in (kept, destroyed)] == [True, False]
    wrong = place.patch(place.note, {"notes_destroyed_on": "2999-01-01"})
    assert (wrong.status, wrong.errors) == (
        400,
        {"notes_destroyed_on": "This day is still to come"},
    )
    place.school.handwritten_notes = "destroy"
    transaction.commit()
    assert [one in page.page(path)[1] for one in (kept, destroyed)] == [False, True]
    assert place.patch(place.note, {"notes_destroyed_on": "2026-01-16"}).status == 204
    place.school.handwritten_notes = "keep"
    transaction.commit()
    assert destroyed in page.page(path)[1]  # what is filled in is asked


def test_everything_wrong_is_said_at_once(place):
    reply = place.post(place.file, {"@type": "ContactNote", "kind": 5, "happened_at": "today"})
    assert set(reply.errors) == {"kind", "happened_at", "with_whom", "discussion", "outcome"}


def test_a_refused_change_changes_nothing(place):
    before = place.get(place.note).data
    assert place.patch(place.note, {"outcome": "New", "kind": "seance"}).status == 400
    assert place.get(place.note).data == before


def test_rows_have_every_column_and_come_back_as_they_were_sent(place):
    actions = [{"what": "Ring", "who": "Lead", "by": "2026-01-16", "done": True}, {"what": "Write"}]
    shown = place.get(place.post(place.file, draft(actions=actions))["@id"])["actions"]
    assert shown == [actions[0], {"what": "Write", "who": None, "by": None, "done": False}]
    assert place.post(place.file, draft(actions=shown)).status == 201


def test_what_is_given_out_can_be_sent_back(place):
    shown = place.get(place.note).data
    fields = ("kind", "contact_group", "discussion", "happened_at", "actions", "child_seen")
    assert place.patch(place.note, {name: shown[name] for name in fields}).status == 204


def test_a_body_that_is_no_object(place):
    for body in (b"{", b"[1]", b"1", b"\xff"):
        for reply in (
            place.post(place.file, body),
            place.patch(place.note, body),
            place.post(f"{place.note}/@workflow/sign", body),
        ):
            assert (reply.status, reply.errors) == (400, {None: "The body is not a JSON object."})


def test_what_cannot_be_added(place):
    for portal_type in ("Document", "WelfareFile", "Nonsense", 5, ["ContactNote"]):
        reply = place.post(place.file, {"@type": portal_type})
        assert (reply.status, set(reply.errors)) == (400, {"@type"})
    assert place.post(place.file, {}).errors == {"@type": "Say what to add."}


NO_UPLOADS = (
    ("text", "Send the file as"),
    ({"data": "aGVsbG8=", "filename": "a.txt"}, "Send the file as"),
    ({"data": "eJzLSM3JyQcABiwCFQ==", "encoding": "zlib", "filename": "a"}, "Send the file as"),
    ({"data": "!!", "encoding": "base64", "filename": "a.txt"}, "The data is not base64."),
    ({"data": "", "encoding": "base64", "filename": "a.txt"}, "This file is empty."),
    ({"data": "aGVsbG8=", "encoding": "base64"}, "Give the file's name"),
    ({"data": "aGVsbG8=", "encoding": "base64", "filename": "a/"}, "Give the file's name"),
    (None, REQUIRED),
)


def test_an_upload_that_is_none(place):
    sent = {"@type": "WelfareDocument", "kind": "minutes", "happened_at": "2026-01-14T15:40"}
    for file, words in NO_UPLOADS:
        assert words in place.post(place.file, {**sent, "file": file}).errors["file"]


def test_an_upload_keeps_its_file_and_loses_its_folder(place):
    file = {**paper("x", "txt", "Minutes of the meeting"), "filename": "C:\\Users\\a\\notes.txt"}
    made = place.add(
        place.file, "WelfareDocument", kind="minutes", happened_at="2026-01-14T15:40", file=file
    )
    shown = place.get(made)["file"]
    assert (shown["filename"], shown["size"]) == ("notes.txt", 22)
    assert place.patch(made, {"heading": "Minutes", "file": shown}).status == 204
    assert place.get(made)["file"] == shown


def test_uploads_in_pieces_are_not_taken(place):
    for name in ("@tus-upload", "@tus-replace"):
        sent = {"Tus-Resumable": "1.0.0", "Upload-Length": "10"}
        assert place.post(f"{place.file}/{name}", {}, **sent).status == 404


def test_a_new_document_is_not_filed_with_a_file_that_is_only_described(place):
    reply = place.post(
        place.file,
        {
            "@type": "WelfareDocument",
            "kind": "minutes",
            "happened_at": "2026-01-14T15:40",
            "file": {"filename": "notes.txt", "download": "https://example.org/notes.txt"},
        },
    )
    assert (reply.status, list(reply.errors)) == (400, ["file"])


def test_the_same_child_twice_is_refused_with_a_way_to_the_file(place):
    reply = place.post(place.files, {"@type": "WelfareFile", **KNOWN})
    assert reply.status == 400
    [error] = reply["error"]["errors"]
    assert error["message"] == "This child already has a file of this kind in this school."
    assert error["@id"] == place.file
    assert place.get(place.files)["items_total"] == 1


def test_a_file_of_a_kind_one_is_not_named_for(place):
    child = {**KNOWN, "given_name": "Ada"}
    other = Api(place.layer, "other")
    assert other.post(place.files, {"@type": "WelfareFile", **child}).status == 404
    made = other.post(place.files, {"@type": "ChildProtectionFile", **child})
    assert (made.status, made["title"][:3]) == (201, "CP-")
    assert place.get(made["@id"]).status == 200
