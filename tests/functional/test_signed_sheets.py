"""Signatures of the front sheet: in the chronology, in a pack, and taken in with it."""

from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.functional.test_chronology import LONG_AGO
from tests.functional.test_chronology import place
from tests.functional.test_imports import files_of
from tests.functional.test_imports import received_from
from tests.functional.test_imports import take_in
from tests.packs import edited
from tests.packs import make_place
from tests.packs import pack_of
from tests.packs import repacked
from tests.packs import unpacked
from tests.packs import verified
from tests.rest import Api
from tests.school import NOW
from tests.school import signed_in
from welfarefiles.frontsheet import keeping
from welfarefiles.frontsheet.checking import problems
from welfarefiles.frontsheet.checking import signed_part
from welfarefiles.frontsheet.shown import said
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.packs import manifest as names
from welfarefiles.received.reading import BadPack
from welfarefiles.received.taking import take
from welfarefiles.signing.fingerprint import chained
from welfarefiles.signing.fingerprint import fingerprint

import csv
import io
import json
import pypdfium2
import pytest
import transaction


__all__ = ["place"]
SHEET = "part-1/front-sheet.json"
TITLE = "Front sheet signed as complete and up to date"


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join("".join(p.get_textpage().get_text_range() for p in document).split())


@pytest.fixture
def signed(place):
    """A front sheet signed long ago, and yesterday with another address."""
    with signed_in("lead"):
        keeping.keep(place.file, "lead", LONG_AGO + timedelta(days=1))
        place.file.address = "2 Invented Street"
        keeping.keep(place.file, "head", NOW - timedelta(days=1))
        place.file.reindexObject()
    transaction.commit()
    return place


def test_in_the_chronology(http, signed):
    """On screen as known on each day, as PDF and table; not under a lens about something else."""
    lead, base = Person(http, "lead"), f"{signed.base}/@@chronology"
    assert lead.page(base)[1].count(TITLE) == 2
    assert "Changed since the signature before: Address" in lead.page(base)[1]
    for day, number in ((LONG_AGO, 0), (LONG_AGO + timedelta(days=1), 1), (NOW, 2)):
        assert lead.page(f"{base}?known={day.date().isoformat()}")[1].count(TITLE) == number
    for asked in ("lens=key", "type=ContactNote"):
        assert TITLE not in lead.page(f"{base}?{asked}")[1]
    assert TITLE not in lead.page(f"{signed.base}/@@contacts")[1]
    table = lead.ask(f"{base}.csv").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    found = [(row["Kind"], row["Author"]) for row in rows if row["What"] == TITLE]
    assert found == [("Front sheet signed", "lead"), ("Front sheet signed", "head")]
    paper = words(lead.ask(f"{base}.pdf").body)
    assert paper.count(TITLE) == 2
    assert "Changed since the signature before: Address" in paper


def test_as_pdf(http, signed):
    """For whoever reads the file, entered; for others nothing."""
    path = f"{signed.base}/@@front-sheet.pdf"
    paper = words(Person(http, "worker").ask(path).body)
    for said_there in ("Quenby Zephyrine", "2 Invented Street", "Version 1 signed", "by head"):
        assert said_there in paper
    assert "Changed since the signature before: Address" in paper
    for user_id in ("stranger", "office", "auditor"):
        assert Person(http, user_id).page(path)[0] == 404
    found = entries(Filter(file_uid=signed.file.UID(), actions=("frontsheet.printed",)))
    assert [one.person for one in found] == ["worker"]


def test_taken_in_with_a_file_and_sent_on(http):
    place = make_place(http["portal"])
    place.file.address = "2 Invented Street"
    with signed_in("lead"):
        keeping.sign(place.file)
    transaction.commit()
    there = keeping.signatures(place.file)
    place.pack = pack_of(place.file)
    take_in(http, place)
    [made] = files_of(place.receiver)
    kept = keeping.received(made)
    assert [signed_part(one) for one in kept] == list(there)
    assert {one["school"] for one in kept} == {"Elmhurst School"}
    assert problems(kept) == []
    assert keeping.signatures(made) == ()  # nobody of this school has signed it
    lead = Person(http, "lead")
    assert "lead (Elmhurst School)" in lead.page(f"{path_of(made)}/@@front-sheet")[1]
    assert lead.page(f"{path_of(made)}/@@chronology")[1].count(TITLE) == 2
    assert "Not signed yet" in lead.page(path_of(made))[1]
    assert Api(http, "lead").get(f"{made.absolute_url()}/@front-sheet")["received"] == list(kept)
    with signed_in("lead"):
        own = keeping.sign(made)
    sent = json.loads(unpacked(pack_of(made, sender="Oakfield"))[SHEET])
    assert names.problems(sent, names.FRONT_SHEET_FORMAT) == []
    assert sent["signatures"] == [*kept, own]
    assert [said(one).partition(",")[0] for one in keeping.every_signature(made)] == [
        "lead (Elmhurst School)", "lead (Elmhurst School)", "lead",
    ]  # fmt: skip
    nothing_forged_is_taken_in(place)


def nothing_forged_is_taken_in(place):
    """One changed word is found; what is sealed rightly and cannot be meant is refused whole."""
    for change in (altered, missing, strange):
        files = unpacked(pack_of(place.file, transfer="fedcba9876543210"))
        edited(files, SHEET, lambda sheet, change=change: change(sheet["signatures"]))
        transaction.begin()
        with pytest.raises(BadPack), verified(repacked(files)) as pack, signed_in("lead"):
            take(place.receiver, received_from("0123456789abcdef", pack, "x"), pack)
        transaction.abort()


def altered(signatures):
    signatures[0]["content"]["fields"]["address"] = "3 Invented Street"


def missing(signatures):
    del signatures[0]


def strange(signatures):
    """A date of birth that is none, in a chain that holds."""
    one = signatures[0]
    one["content"]["fields"]["date_of_birth"] = "soon"
    one["content_hash"] = fingerprint(one["content"])
    del signatures[1:]
    one["hash"] = chained({name: value for name, value in one.items() if name != "hash"})
