"""No log holds a name, whatever was typed, asked for or failed (R042)."""

from tests.api import path_of
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from urllib.parse import urlencode
from welfarefiles.files.views import Overview
from zope.component.hooks import setSite

import json
import logging
import pytest
import transaction


WORD = "Zephyrinecanary"
JSON = "application/json"


@pytest.fixture
def paths(functional):
    portal = functional["portal"]
    make_people(portal)
    school = make_staffed_school(portal)
    with signed_in("lead"):
        file = make_file(school, family_name=WORD)
        note = make_record(file, "ContactNote", discussion=f"{WORD} said so")
    transaction.commit()
    yield {"portal": path_of(portal), "school": path_of(school)} | {
        "file": path_of(file),
        "note": path_of(note),
    }
    setSite(portal)


def form_of(**fields):
    return {"method": "POST", "body": urlencode(fields).encode(), "CONTENT_TYPE": FORM}


def json_of(method, **fields):
    body = json.dumps(fields).encode()
    return {"method": method, "accept": JSON, "body": body, "CONTENT_TYPE": JSON}


def broken(*_arguments):
    """A page that fails with a name in its message and in its variables."""
    name = WORD
    raise ValueError(f"No such child: {name}")


def test_what_is_asked_for_and_typed(paths, caplog):
    caplog.set_level(logging.DEBUG)
    file, note = paths["file"], paths["note"]
    for user_id in (None, "lead", "stranger"):
        person = Direct(user_id)
        for place in paths.values():
            person.ask(f"{place}?text={WORD}")
            person.ask(f"{place}/@@find?text={WORD}")
            person.ask(f"{place}/@search?SearchableText={WORD}", accept=JSON)
            person.ask(f"{place}/{WORD}")
            person.ask(f"{place}/@@move-on", **form_of(transition=WORD, comment=WORD))
        person.ask(f"{file}/++add++ContactNote", **form_of(**{"form.widgets.outcome": WORD}))
        person.ask(f"{note}/edit", **form_of(**{"form.widgets.outcome": WORD}))
        person.ask(note, **json_of("PATCH", outcome=WORD, kind=WORD))
        person.ask(file, **json_of("POST", **{"@type": WORD, "heading": WORD}))
        person.ask(f"{paths['portal']}/login", **form_of(__ac_name=WORD, __ac_password=WORD))
    assert WORD not in logged(caplog)


def test_what_fails(paths, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(Overview, "__call__", broken)
    page = Direct("lead").ask(f"{paths['file']}?text={WORD}")
    assert page.status == 500
    assert WORD not in page.body.decode()
    said = logged(caplog)
    assert "ValueError" in said
    assert WORD not in said


def test_what_fails_within_a_template(paths, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(Overview, "attention", property(broken))
    page = Direct("lead").ask(paths["file"])
    assert page.status == 500
    assert WORD not in page.body.decode()
    assert WORD not in logged(caplog)


def logged(caplog):
    """Everything any logger said, as a file would have it."""
    plain = logging.Formatter("%(name)s %(message)s")
    return "\n".join(plain.format(record) for record in caplog.records)
