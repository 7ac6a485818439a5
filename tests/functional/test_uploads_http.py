"""What the upload page takes, and what is given back of it, over real HTTP (R026, R042)."""

from lxml import html
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import signed_in
from welfarefiles.access.grants import grants

import json
import pytest
import transaction


EDGE = "----edge"
WARNED = (
    "Another child may be named here: “Olivia Marsh”. Change it, replace it, or say why it stays."
)
NAME = "Quenby Zephyrine"


class Uploader(Person):
    """A lead with a file to upload to, at `.path`."""

    def upload(self, name, data=b"<script>alert(1)</script>", **fields):
        """(status, answer) of one upload by the page's script."""
        answer = self.post_file(name, data, **{"ajax": "1", "kind": "consent", **fields})
        return answer.status, json.loads(answer.body)

    def post_file(self, name, data, **fields):
        """The answer to one upload."""
        _status, page = self.page(f"{self.path}/@@upload")
        token = html.fromstring(page).xpath("//input[@name='_authenticator']/@value")[0]
        sent = {"_authenticator": token, **fields}
        body = b"".join(
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in sent.items()
        )
        body += (
            f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/html\r\n\r\n"
        ).encode()
        body += data + f"\r\n--{EDGE}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
        accept = "application/json" if "ajax" in fields else "text/html"
        return self.ask(f"{self.path}/@@upload", "POST", accept, body, **kind)

    def errors(self, name, **fields):
        """Fields the page objects to; nothing is filed."""
        status, answer = self.upload(name, **fields)
        return (status, sorted(answer["errors"]))


@pytest.fixture
def lead(http):
    make_user(http["portal"], "lead")
    school = make_school(http["portal"], lead="Welfare Lead")
    with signed_in("lead"):
        file = make_file(school)
    transaction.commit()
    person = Uploader(http, "lead")
    person.path, person.file, person.school = path_of(file), file, school
    return person


@pytest.mark.parametrize("day", ["2090-01-01", "0001-01-01", "9999-12-31", "1899-12-31", "x", ""])
def test_an_event_that_cannot_have_been_is_refused(lead, day):
    typed = {"happened_at-date": day, "happened_at-time": "00:00"}
    assert lead.errors("a.txt", **typed) == (422, ["happened_at"])


def test_the_hour_that_came_twice_is_asked_about(lead):
    typed = {"happened_at-date": "2025-10-26", "happened_at-time": "01:30"}
    never = {**typed, "happened_at-date": "2025-03-30"}
    status, answer = lead.upload("a.txt", **typed)
    assert (status, answer["which"]) == (422, True)
    assert "came twice" in answer["errors"]["happened_at"][0]
    status, answer = lead.upload("a.txt", **never)
    assert (status, answer["which"]) == (422, False)
    assert "did not exist" in answer["errors"]["happened_at"][0]
    # Without the script the page comes back with all that was typed.
    answer = lead.post_file("a.txt", b"Minutes", kind="consent", heading="A heron", **typed)
    page = html.fromstring(answer.body)
    form = next(form for form in page.forms if "upload" in form.action)
    assert "came twice" in page.cssselect(".sum")[0].text_content()
    assert (
        dict(form.form_values()).items()
        >= {"kind": "consent", "heading": "A heron", **typed}.items()
    )
    assert [one.get("hidden") for one in form.cssselect("fieldset.which")] == [None]
    assert list(lead.file.objectIds()) == []
    status, answer = lead.upload("a.txt", **typed, **{"happened_at-which": "second"})
    transaction.begin()
    [record] = lead.file.objectValues()
    assert (status, record.happened_at.isoformat()) == (201, "2025-10-26T01:30:00+00:00")


def test_what_no_store_can_keep_is_refused(lead):
    assert lead.errors("a.txt", heading="a\x01b") == (422, ["heading"])
    assert lead.errors("folder/") == (422, ["file"])
    assert lead.errors("a.txt", **{"submission:list": "a"}) == (422, ["submission"])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("..\\..\\C:\\minutes.txt", "minutes.txt"),
        ("../../etc/minutes.txt", "minutes.txt"),
        ("a\x01b\x07.txt", "ab.txt"),
    ],
)
def test_a_name_is_a_name_only(lead, given, kept):
    status, answer = lead.upload(given)
    assert status == 201
    _status, record = lead.get(answer["url"].partition("//")[2].partition("/")[2].join(["/", ""]))
    assert record["file"]["filename"] == kept


@pytest.mark.parametrize("ending", ["svg", "html", "xhtml", "pdf", "png"])
def test_no_way_gives_out_the_name_or_type_it_came_with(lead, ending):
    status, answer = lead.upload(f"{NAME}.{ending}")
    assert status == 201
    path = "/" + answer["url"].partition("//")[2].partition("/")[2]
    for way in (
        "@@download/file",
        "@@display-file/file",
        "@@images/file",
        "@@images/file/large",
        "edit/++widget++file/@@download",
        "edit/++widget++file/@@download/x.html",
    ):
        answer = lead.ask(f"{path}/{way}")
        if answer.status == 404:
            continue
        disposition = answer.header("content-disposition")
        assert disposition.startswith('attachment; filename="WF-'), way
        assert "Quenby" not in disposition
        assert answer.header("content-type") not in ("text/html", "image/svg+xml"), way
        assert answer.header("content-security-policy").startswith("sandbox"), way
    assert lead.ask(f"{path}/@@images/file").status == 404


def test_names_in_an_upload_are_said_in_the_answer(lead, http):
    with signed_in("lead"):
        make_file(lead.school, given_name="Olivia", family_name="Marsh")
    transaction.commit()
    status, answer = lead.upload("minutes.txt", b"Olivia Marsh was there.")
    assert (status, answer["warnings"]) == (201, [WARNED])
    assert lead.upload("minutes.txt", b"Nobody was there.")[1]["warnings"] == []
    transaction.begin()
    make_user(http["portal"], "worker")
    grants(lead.file).give("worker", "Case Worker", "Form tutor", "lead")
    transaction.commit()
    worker = Uploader(http, "worker")
    worker.path = lead.path
    status, answer = worker.upload("minutes.txt", b"Olivia Marsh was there.")
    assert (status, answer["warnings"]) == (201, [])
