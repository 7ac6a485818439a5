"""The hour that comes twice and the one that never was, on every page that asks for a moment.

Said in words beside the field, what was typed stays, and which of the two is meant can be chosen
(R020, R086). For programs see test_rest_times, for uploads test_uploads_http.
"""

from collections import Counter
from datetime import datetime
from datetime import UTC
from lxml import html
from tests.api import path_of
from tests.api import Person
from tests.concerns import make_listed_school
from tests.concerns import raised
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.guards import perform
from welfarefiles.calendars.london import LONDON
from welfarefiles.calendars.moments import SECOND
from welfarefiles.deadlines.marking import markers_of
from welfarefiles.deadlines.marking import set_marker
from welfarefiles.medication import keeping

import pytest
import transaction


NEVER, TWICE, TIME = "2025-03-30", "2025-10-26", "01:30"
BEFORE = datetime(2025, 2, 1, 9, tzinfo=LONDON)
LATER = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


@pytest.fixture
def place(http):
    school = make_listed_school(http["portal"])
    file = make_complete_file(school)
    grant_all(file)
    with signed_in("lead"):
        note = make_record(file, "ContactNote")
        log = make_record(file, "MedicationLog", happened_at=BEFORE)
        perform(log, "sign")
        medicine = keeping.add_medicine(log, "Paracetamol", "5 ml", "When in pain").id
        marker = set_marker(file, "sen", BEFORE, "Letter")
    transaction.commit()
    return SimpleNamespace(
        school=school, file=file, note=note, log=log, medicine=medicine, marker=marker
    )


def of_note(place):
    return f"{path_of(place.note)}/edit", "form.widgets.happened_at", "form.buttons.save", {}


def of_marker(place):
    fields = {"kind": "cpp", "source": "Letter"}
    return f"{path_of(place.file)}/@@markers", "starts", "set", fields


def of_end(place):
    fields = {"end": place.marker.id, f"end_source-{place.marker.id}": "Letter"}
    return f"{path_of(place.file)}/@@markers", f"ends-{place.marker.id}", "", fields


def of_dose(place):
    return f"{path_of(place.log)}/@@view", "at", "dose_add", {}


def of_concern(place):
    fields = {"child": "Orlando", "form.widgets.what": "Quite sure"}
    return f"{path_of(place.school['concerns'])}/@@raise", "form.widgets.happened_at", "", fields


def kept(place):
    """How often each moment is kept, of those asked for, in seconds since 1970."""
    transaction.begin()
    moments = [
        place.note.happened_at,
        *(moment for one in markers_of(place.file) for moment in (one.starts, one.ends) if moment),
        *(one.at for one in keeping.doses_of(place.log)),
        *(one.happened_at for one in raised(place.school)),
    ]
    return Counter(one.timestamp() for one in moments)


def test_on_every_page(http, place):
    for where in (of_note, of_marker, of_end, of_dose, of_concern):
        ask_twice(http, place, where)


def ask_twice(http, place, where):
    path, name, press, fields = where(place)
    lead, before = Person(http, "lead"), kept(place)
    shown = path.removesuffix("/@@view")

    def send(day, **more):
        typed = {f"{name}-date": day, f"{name}-time": TIME, **more}
        return lead.send(path, shown, press or None, **fields, **typed)

    def choice(page):
        inputs = html.fromstring(page).xpath(
            f"//fieldset[@class='which'][not(@hidden)]//input[@name='{name}-which']"
        )
        return [(one.get("value"), one.get("checked")) for one in inputs]

    def still_there(page, day):
        [typed] = html.fromstring(page).xpath(f"//input[@name='{name}-date']/@value")
        return typed == day

    _status, page = send(NEVER)
    assert "01:30 on 30 March 2025 did not exist: the clocks went forward." in page
    assert (still_there(page, NEVER), choice(page)) == (True, [])
    _status, page = send(TWICE)
    assert "01:30 on 26 October 2025 came twice: the clocks went back." in page
    assert "The clocks went back that day, so this time came twice. Which one was it?" in page
    assert (still_there(page, TWICE), choice(page)) == (True, [("first", None), ("second", None)])
    assert kept(place) == before
    status, page = send(TWICE, **{f"{name}-which": SECOND})
    assert status == 302, page
    [moment] = kept(place) - before
    assert moment == LATER.timestamp()
