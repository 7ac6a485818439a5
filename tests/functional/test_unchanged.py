"""What pages keep in memory of what is stored is never older than what was saved."""

from lxml import html
from relstorage.adapters.sqlite.adapter import Sqlite3Adapter
from relstorage.options import Options
from relstorage.storage import RelStorage
from tests.api import path_of
from tests.api import Person
from tests.pages import fresh_request
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team
from welfarefiles.unchanged import last_seen
from welfarefiles.unchanged import memory
from ZODB import DB
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.fixture
def school(http):
    make_people(http["portal"])
    make_user(http["portal"], "newcomer")
    made = make_staffed_school(http["portal"])
    transaction.commit()
    return made


def bar(person):
    """The links at the head of the person's home page."""
    _status, page = person.page("/plone/@@home")
    return {link.text_content().split()[0] for link in html.fromstring(page).cssselect(".places a")}


def test_each_person_has_their_own(http, school):
    lead, staff = Person(http, "lead"), Person(http, "staff")
    for _time in ("made", "from memory"):
        assert {"Inbox", "Deadlines"} <= bar(lead)
        assert not {"Inbox", "Deadlines"} & bar(staff)


def test_a_new_role_is_seen_on_the_next_page_and_so_is_its_end(http, school):
    newcomer = Person(http, "newcomer")
    before = bar(newcomer)
    team(school).add(TeamEntry("newcomer", "Welfare Lead", frozenset({"WelfareFile"})))
    transaction.commit()
    assert {"Register", "Inbox"} <= bar(newcomer)
    team(school).end("newcomer", "Welfare Lead")
    transaction.commit()
    assert bar(newcomer) == before


def counts(person, school):
    """The sentence at the head of the register, without spaces: how many files of each state."""
    _status, page = person.page(f"{path_of(school)}/files")
    [said, *_others] = html.fromstring(page).cssselect("main .quiet")
    return " ".join(said.text_content().split())


def test_the_counts_of_the_register_are_those_of_the_person_and_of_now(http, school):
    lead, manager = Person(http, "lead"), Person(http, "records")
    for number in (1, 2):
        make_file(school)
        transaction.commit()
        for _time in ("made", "from memory"):
            assert counts(lead, school).endswith(f"listed for you: {number} open")
            assert not counts(manager, school).startswith("0")  # rows of files they cannot open
    team(school).replace(TeamEntry("lead", "Welfare Lead", frozenset({"ChildProtectionFile"})))
    transaction.commit()
    assert counts(lead, school) == "0 files listed for you"
    assert counts(manager, school).endswith("2 open")


def test_what_began_before_a_save_does_not_pass_for_what_follows_it(http):
    managed = transaction.TransactionManager()
    connection = http["app"]._p_jar.db().open(transaction_manager=managed)
    setSite(connection.root()["Application"].plone.__of__(http["app"]))
    memory()["known"] = True
    assert "known" in memory()
    http["portal"].description = "changed by somebody else"
    assert "known" not in memory()  # for whoever is about to save nothing is kept
    transaction.commit()
    assert "known" in memory()  # still shows what was there before
    managed.begin()
    assert "known" not in memory()
    fresh_request("POST")
    memory()["known"] = True
    assert "known" not in memory()
    setSite(http["portal"])
    connection.close()


def test_another_process_saves(tmp_path):
    """As a cluster does: each process has a storage of its own over the one database."""
    options = Options(keep_history=False)
    adapters = [Sqlite3Adapter(str(tmp_path), {}, options) for _process in range(2)]
    databases = [DB(RelStorage(adapter, options=options)) for adapter in adapters]
    managers = [transaction.TransactionManager() for _ in databases]
    here, there = (
        database.open(transaction_manager=manager)
        for database, manager in zip(databases, managers, strict=True)
    )
    before = last_seen(here)
    there.root()["saved"] = True
    managers[1].commit()
    assert last_seen(here) == before
    managers[0].begin()
    assert last_seen(here) != before
    for database in databases:
        database.close()
