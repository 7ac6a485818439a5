"""Bad input by page and by REST: each is refused or handled with words, and nothing is lost."""

from base64 import b64encode
from lxml import html
from tests.api import path_of
from tests.api import Person
from tests.api import values
from tests.rest import Api
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from types import SimpleNamespace
from welfarefiles.records import rules

import pytest
import transaction


WHEN = "2026-01-14T15:40"
NOTE = {
    "contact_group": "parents",
    "kind": "telephone",
    "with_whom": "Mother",
    "discussion": "She described the mornings.",
    "outcome": "A breakfast place.",
}
ORDER = {
    "kind": "care",
    "court": "Family Court",
    "made_on": "2026-01-05",
    "says": "She described the mornings.",
}
FOSTERED = {
    "kind": "independent_provider",
    "carer": "Aunt",
    "provider": "Hollyfield",
    "starts_on": "2026-01-05",
    "agreed": "She described the mornings.",
}
ARRANGEMENT = {"who": "Father", "how_often": "She described the mornings."}
FUTURE = "The event is in the future. Record what has happened."
#: Type, its fields, what is wrong, the field at which it is said, the words.
DATES = [
    ("ContactNote", NOTE, {"happened_at": "2090-01-14T15:40"}, "happened_at", FUTURE),
    ("ContactNote", NOTE, {"happened_at": "1812-01-14T15:40"}, "happened_at", "before 1900"),
    ("ContactNote", NOTE, {"happened_at": "2026-03-29T01:30"}, "happened_at", "clocks"),
    ("ContactNote", NOTE, {"happened_at": "2025-10-26T01:30"}, "happened_at", "twice"),
    ("CourtOrder", ORDER, {"expires_on": "2026-01-04"}, "expires_on", "before it was made"),
    ("CourtOrder", ORDER, {"made_on": "2090-01-04"}, "made_on", "in the future"),
    ("FosteringArrangement", FOSTERED, {"ends_on": "2026-01-04"}, "ends_on", "before it begins"),
    ("ContactArrangement", ARRANGEMENT, {"ends_on": "2026-01-04"}, "ends_on", "before it was"),
]


@pytest.fixture
def place(http):
    make_people(http["portal"])
    file = make_complete_file(make_staffed_school(http["portal"]))
    transaction.commit()
    return SimpleNamespace(file=file, path=path_of(file), url=file.absolute_url())


def number(place):
    transaction.begin()
    return len(place.file.objectIds())


def filled_in(page, path, fields):
    """What a browser sends of an add form, with these fields by their names."""
    shown = values(page, path)
    day, _t, hour = fields["happened_at"].partition("T")
    typed = {**fields, "happened_at-date": day, "happened_at-time": hour}
    del typed["happened_at"]
    named = {name.split(".")[2].partition(":")[0]: name for name in shown if ".widgets." in name}
    return {**shown, **{named[name]: value for name, value in typed.items()}}


def test_dates_and_times(http, place):
    lead, api, before = Person(http, "lead"), Api(http, "lead"), number(place)
    for portal_type, fields, wrong, field, words in DATES:
        sent = {"happened_at": WHEN, **fields, **wrong}
        path = f"{place.path}/++add++{portal_type}"
        form = filled_in(lead.page(path)[1], path, sent)
        status, page = lead.send(path, **form, press="form.buttons.save")
        shown = html.fromstring(page)
        said = " ".join(one.text_content() for one in shown.cssselect(".field.wrong, .sum"))
        assert (status, words in said) == (200, True), (wrong, said)
        assert "She described the mornings." in page  # nothing typed is lost
        reply = api.post(place.url, {"@type": portal_type, **sent})
        assert (reply.status, words in reply.errors[field]) == (400, True), (wrong, reply.data)
    assert number(place) == before


def of(data, name="minutes.txt", media="text/plain"):
    return {
        "data": b64encode(data).decode(),
        "encoding": "base64",
        "filename": name,
        "content-type": media,
    }


def test_a_text_without_end_and_letters_nobody_can_keep(http, place):
    lead, api, before = Person(http, "lead"), Api(http, "lead"), number(place)
    path = f"{place.path}/++add++ContactNote"
    form = filled_in(lead.page(path)[1], path, {"happened_at": WHEN, **NOTE})
    [field] = [name for name in form if "discussion" in name]
    for text in ("She\x7f sang", "She\x1b sang"):
        status, page = lead.send(path, **{**form, field: text}, press="form.buttons.save")
        assert (status, "Take out the control characters" in page) == (200, True)
        sent = {"@type": "ContactNote", "happened_at": WHEN, **NOTE, "discussion": text}
        reply = api.post(place.url, sent)
        assert (reply.status, "control characters" in reply.errors["discussion"]) == (400, True)
    assert number(place) == before
    status, page = lead.send(path, **{**form, field: "x" * 1_100_000}, press="form.buttons.save")
    assert (status, "Nothing was saved. Go back and try again." in page) == (400, True)


EDGE = "----edge"


def multipart(fields, files):
    """A form with uploads as a browser sends it."""
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, data in files:
        head = (
            f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: image/png\r\n\r\n"
        )
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def upload(person, place, files, **fields):
    """(status, page or JSON) of the upload page with these files at once."""
    path = f"{place.path}/@@upload"
    sent = {**values(person.page(path)[1], path), "kind": "minutes", **fields}
    sent.pop("file", None)
    kind = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
    answer = person.ask(path, "POST", "text/html", multipart(sent, files), **kind)
    return answer.status, answer.body.decode()


def test_uploads(http, place, monkeypatch):
    lead, api, before = Person(http, "lead"), Api(http, "lead"), number(place)
    document = {"@type": "WelfareDocument", "happened_at": WHEN, "kind": "minutes"}
    monkeypatch.setattr(rules, "MOST_BYTES", 1000)
    monkeypatch.setattr("welfarefiles.records.upload.MOST_BYTES", 1000)
    for data, words in ((b"", "This file is empty."), (b"x" * 1001, "larger than 100 MB")):
        status, answer = upload(lead, place, [("minutes.txt", data)], ajax="1")
        assert (status, words in answer) == (422, True), answer
        status, page = upload(lead, place, [("minutes.txt", data)])
        assert (status, words in page) == (200, True)
        reply = api.post(place.url, {**document, "file": of(data)})
        assert (reply.status, words in reply.errors["file"]) == (400, True), reply.data
    assert number(place) == before


LYING = ("../../etc/minutes.txt", "C:\\Users\\me\\minutes.txt", "min\x01u\x7ftes.txt")


def test_names_and_types_that_lie(http, place):
    lead, api = Person(http, "lead"), Api(http, "lead")
    document = {"@type": "WelfareDocument", "happened_at": WHEN, "kind": "minutes"}
    for name in LYING:
        sent = {**document, "file": of(b"<script>alert(1)</script>", name, "text/html")}
        reply = api.post(place.url, sent)
        assert (reply.status, reply["file"]["filename"]) == (201, "minutes.txt")
        given = lead.ask(f"{path_in(reply['@id'])}/@@download/file")
        assert given.header("content-type") == "text/plain; charset=utf-8"
        assert 'filename="WF-' in given.header("content-disposition")
        assert given.header("x-content-type-options") == "nosniff"


def path_in(url):
    return "/" + url.split("/", 3)[3]


BOMB = (
    b"From: a@b.example\nDate: Thu, 16 Jul 2026 09:05:00 +0100\n"
    b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\nx\n" * 300 + b"--x--\n"
)


def test_a_hundred_files_at_once_with_bad_ones_among_them(http, place):
    """The good ones are filed, each bad one is named with what is wrong; no half-filed message."""
    lead, before = Person(http, "lead"), number(place)
    files = [(f"page-{one}.txt", b"Attendance") for one in range(97)]
    files += [("empty.txt", b""), ("bomb.eml", BOMB), ("broken.msg", b"PK\x03\x04")]
    status, page = upload(lead, place, files, is_record="record", led_to="A call")
    assert status == 200
    for name, words in (
        ("empty.txt", "This file is empty."),
        ("bomb.eml", "parts"),
        ("broken.msg", ""),
    ):
        [line] = [one for one in sum_of(page) if one.startswith(f"{name}: ")]
        assert words in line
    assert number(place) == before + 97


def sum_of(page):
    return [one.text_content().strip() for one in html.fromstring(page).cssselect(".sum li")]
