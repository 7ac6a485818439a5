"""The index beside Plone: files and records are in it, in time, and not in portal_catalog."""

from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.school import put
from tests.stores import postgresql_store
from tests.stores import statements
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.who import who_asks
from welfarefiles.consistency.commands import run_check
from welfarefiles.consistency.commands import run_rebuild
from welfarefiles.consistency.rebuild import clear
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.consistency.startup import warn_if_lost
from welfarefiles.index.pending import pending_rows
from welfarefiles.lookup import query
from welfarefiles.sql.engine import get_store
from welfarefiles.sql.engine import set_store

import pytest
import transaction


__all__ = ["postgresql_store"]


@pytest.fixture(params=["sqlite", "postgresql"], autouse=True)
def store(request, functional):
    """The layer's own store, and one in PostgreSQL in its place.

    The layer throws away the objects of each test, but not the rows.
    """
    before = get_store()
    if request.param == "postgresql":
        set_store(request.getfixturevalue("postgresql_store"))
    yield get_store()
    transaction.abort()
    clear(get_store())
    set_store(before)


@pytest.fixture
def school(functional, store):
    portal = functional["portal"]
    for user_id in ("lead", "worker"):
        make_user(portal, user_id)
    made = make_school(portal, lead="Welfare Lead")
    transaction.commit()
    return made


@pytest.fixture
def file(school):
    made = make_file(school)
    transaction.commit()
    return made


def uids(page):
    return {row.uid for row in page}


def lead():
    return who_asks("lead")


def objects_of(content):
    return SiteObjects([content.portal_url.getPortalObject()])


def test_added_objects_are_in_the_index_and_nowhere_else(file):
    note = make_note(file)
    assert [rows.uid for rows in pending_rows(IUUID(file))] == [IUUID(note)]
    transaction.commit()
    assert uids(query.register(lead())) == {IUUID(file)}
    assert uids(query.records(lead(), IUUID(file))) == {IUUID(note)}
    catalog = api.portal.get_tool("portal_catalog")
    for content in (file, note):
        assert not catalog.unrestrictedSearchResults(UID=IUUID(content))
        assert query.item(IUUID(content)).path == "/".join(content.getPhysicalPath())


def test_not_even_when_the_catalogue_is_rebuilt(file):
    note = make_note(file)
    transaction.commit()
    catalog = api.portal.get_tool("portal_catalog")
    catalog.clearFindAndRebuild()
    transaction.commit()
    found = {brain.UID for brain in catalog.getAllBrains()}
    assert found.isdisjoint({IUUID(file), IUUID(note)})
    assert IUUID(file.aq_parent.aq_parent) in found


def test_adding_a_record_writes_neither_its_file_nor_its_row(file):
    make_note(file)  # the first one makes the file's containers
    transaction.commit()
    before = file._p_serial, file.revision
    make_note(file)
    with statements(get_store()) as seen:
        transaction.commit()
    assert (file._p_serial, file.revision) == before
    assert not [line for line in seen if "INTO files" in line or "UPDATE files" in line]
    assert len(seen) < 15


def test_a_change_of_state_is_in_the_index(file):
    note = make_note(file)
    transaction.commit()
    put(note, "signed")
    put(file, "closed")
    transaction.commit()
    assert query.item(IUUID(note)).state == "signed"
    assert query.file_row(IUUID(file)).state == "closed"


def test_grant_barrier_and_team(file):
    given = grants(file).give("worker", "Case Worker", "form tutor", "lead")
    barriers(file).add("lead", "her own nephew")
    transaction.commit()
    assert query.may_see(who_asks("worker"), IUUID(file))
    assert not query.may_see(lead(), IUUID(file))
    grants(file).revoke(given.id, "lead", "left the class")
    transaction.commit()
    assert not query.may_see(who_asks("worker"), IUUID(file))


def test_an_upload_is_found_by_a_word_inside_it(file):
    note = make_note(file)
    note.file = NamedBlobFile(b"A giraffe was seen.", "text/plain", "seen.txt")
    note.reindexObject()
    transaction.commit()
    assert uids(query.search(lead(), "giraffes")) == {IUUID(note)}
    assert not query.search(who_asks("worker"), "giraffes")


def test_an_undone_savepoint_leaves_no_row(file):
    savepoint = transaction.savepoint()
    note = make_note(file)
    uid = IUUID(note)
    savepoint.rollback()
    transaction.commit()
    assert query.item(uid) is None
    assert run_check(objects_of(file), out=lambda line: None) == 0


def test_what_a_stock_reindex_does(file):
    before, modified = file.revision, file.modified()
    file.reindexObject(idxs=["Title"])
    assert file.revision > before
    assert file.modified() == modified
    file.reindexObject()
    assert file.modified() > modified


def test_check_and_rebuild_of_a_whole_site(file):
    make_note(file)
    transaction.commit()
    said = []
    assert run_check(objects_of(file), out=said.append) == 0
    clear(get_store())
    assert run_check(objects_of(file), out=said.append) == 3
    assert run_rebuild(objects_of(file), clear_first=True, out=said.append) == 3
    assert run_check(objects_of(file), out=said.append) == 0
    assert "Zephyrine" not in "".join(said)


def test_a_lost_index_is_noticed(file, caplog):
    portals = [file.portal_url.getPortalObject()]
    assert not warn_if_lost(portals, get_store())
    clear(get_store())
    assert warn_if_lost(portals, get_store())
    assert "welfarefiles-rebuild" in caplog.text


def test_nothing_is_lost_where_nothing_is(functional):
    assert not warn_if_lost([functional["portal"]], get_store())


def test_an_object_at_a_path_is_never_acquired(file):
    objects = objects_of(file)
    path = "/".join(file.getPhysicalPath())
    assert objects.at(path).getId() == file.getId()
    for absent in (f"{path}/files", f"{path}/portal_catalog", f"{path}x", "/elsewhere", ""):
        assert objects.at(absent) is None
