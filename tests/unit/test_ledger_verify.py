"""`welfarefiles-verify`: on a file, a database, a dump; against the daily heads; without Plone."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path
from sqlalchemy import text
from tests.ledgers import Thing
from welfarefiles.ledger.circumstances import acting
from welfarefiles.ledger.commands import verify_main
from welfarefiles.ledger.heads import note_head
from welfarefiles.ledger.heads import read_heads
from welfarefiles.ledger.writing import enter_now

import os
import pytest
import sqlite3
import stat
import subprocess
import sys


NOW = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)


def url(store):
    return store.url.render_as_string(hide_password=False)


def seen(number):
    for _ in range(number):
        enter_now("file.seen", Thing())


def tamper(store, *statements):
    """As somebody does who may change the tables, and covers it up."""
    with store.writing() as connection:
        if store.dialect == "sqlite":
            guards = "FROM sqlite_master WHERE tbl_name = 'ledger' AND type = 'trigger'"
            triggers = connection.execute(text(f"SELECT name, sql {guards}")).all()
            statements = (
                *(f"DROP TRIGGER {name}" for name, _sql in triggers),
                *statements,
                *(sql for _name, sql in triggers),
            )
        else:
            off, on = (f"ALTER TABLE ledger {how} TRIGGER USER" for how in ("DISABLE", "ENABLE"))
            statements = (off, *statements, on)
        for statement in statements:
            connection.execute(text(statement))


def test_a_whole_ledger(fresh, capsys):
    seen(3)
    assert verify_main([url(fresh)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "OK"


def test_an_empty_ledger(fresh, capsys):
    assert verify_main([url(fresh)]) == 0
    assert capsys.readouterr().out.startswith("0 entries")


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE ledger SET person = 'x' WHERE number = 2", "entry 2: what it says was changed"),
        ("DELETE FROM ledger WHERE number = 2", "entry 3: entry 2 is missing before it"),
        ("DELETE FROM ledger WHERE number < 3", "entry 3: 1 to 2 are missing before it"),
    ],
)
def test_it_names_the_first_row_that_does_not_hold(fresh, capsys, statement, first):
    seen(4)
    tamper(fresh, statement)
    assert verify_main([url(fresh)]) == 1
    assert f"DOES NOT HOLD: {first}" in capsys.readouterr().out.splitlines()


def test_truncation_shows_by_the_heads(fresh, tmp_path, capsys):
    seen(3)
    note_head(tmp_path / "heads", NOW)
    seen(1)
    assert verify_main([url(fresh), "--heads", str(tmp_path / "heads")]) == 0
    tamper(fresh, "DELETE FROM ledger WHERE number > 2")
    assert verify_main([url(fresh)]) == 0  # without them it does not
    assert verify_main([url(fresh), "--heads", str(tmp_path / "heads")]) == 1
    said = "entry 3: it is missing, although it was noted in 2026-11.heads, line 1"
    assert f"DOES NOT HOLD: {said}" in capsys.readouterr().out.splitlines()


def test_heads_are_appended_one_file_a_month(fresh, tmp_path):
    assert note_head(tmp_path / "heads", NOW) == ""
    assert not (tmp_path / "heads").exists()
    for days in range(3):
        seen(1)
        note_head(tmp_path / "heads", NOW + timedelta(days=days))
    files = sorted((tmp_path / "heads").iterdir())
    assert [path.name for path in files] == ["2026-11.heads", "2026-12.heads"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert [head.number for head in read_heads(tmp_path / "heads")[0]] == [1, 2, 3]


def test_a_damaged_head_is_said(fresh_sqlite, tmp_path, capsys):
    seen(1)
    (tmp_path / "x.heads").write_text("2026-11-30 1 what\n")
    assert verify_main([url(fresh_sqlite), "--heads", str(tmp_path)]) == 1
    assert "DOES NOT HOLD: the head in x.heads, line 1 is damaged" in capsys.readouterr().out


def test_a_dump_is_verified_like_the_database(fresh, tmp_path, capsys):
    seen(3)
    dump = tmp_path / "ledger.jsonl"
    assert verify_main([url(fresh), "--export", str(dump)]) == 0
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    assert verify_main([str(dump)]) == 0
    dump.write_text(dump.read_text().replace('"number": 2', '"number": 5'))
    assert verify_main([str(dump)]) == 1
    dump.write_text(dump.read_text()[:-40])
    capsys.readouterr()
    assert verify_main([str(dump)]) == 1
    assert "line 4 of the dump is damaged" in capsys.readouterr().out


def test_an_export_overwrites_nothing(fresh_sqlite, tmp_path):
    (tmp_path / "kept").write_text("kept")
    assert verify_main([url(fresh_sqlite), "--export", str(tmp_path / "kept")]) == 2
    assert (tmp_path / "kept").read_text() == "kept"


def test_where_there_is_no_ledger(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("Dear all")
    for place in (tmp_path / "absent", tmp_path / "letter.txt", f"sqlite:///{tmp_path}/absent"):
        assert verify_main([str(place)]) == 2
    sqlite3.connect(tmp_path / "empty.sqlite").execute("CREATE TABLE x (y)").connection.close()
    assert verify_main([str(tmp_path / "empty.sqlite")]) == 2
    assert verify_main(["postgresql://nobody:secret@localhost:1/x"]) == 2
    assert "secret" not in capsys.readouterr().err


def test_a_copy_on_a_medium_that_cannot_be_written(fresh_sqlite, tmp_path):
    seen(2)
    folder = tmp_path / "medium"
    folder.mkdir()
    with sqlite3.connect(fresh_sqlite.url.database) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "copy.sqlite"),))
    folder.chmod(0o500)
    try:
        assert verify_main([str(folder / "copy.sqlite")]) == 0
        assert [path.name for path in folder.iterdir()] == ["copy.sqlite"]
    finally:
        folder.chmod(0o700)


_RUN = """
from welfarefiles.ledger.circumstances import acting
from welfarefiles.ledger.commands import verify_main
import sys
code = verify_main(sys.argv[1:])
foreign = {name.split(".")[0] for name in sys.modules} & {"Products", "plone", "Zope2", "ZODB"}
assert not foreign, foreign
sys.exit(code)
"""


def test_it_needs_no_plone(fresh, tmp_path):
    seen(2)
    environ = {**os.environ, "WELFAREFILES_DATABASE": url(fresh)}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], cwd=tmp_path, env=environ, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr, done.stdout.splitlines()[-1]) == (0, "", "OK")


def test_the_verifier_in_the_documentation(fresh, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "ledger-format.md").read_text(encoding="utf-8")
    (tmp_path / "verifier.py").write_text(page.split("```python\n")[1].split("```")[0])
    dump = tmp_path / "dump"
    with acting("ann\t“é”\u2028"):
        enter_now("file.seen", Thing(), reason='"\\\n', pages=3)
    seen(2)
    verify_main([url(fresh), "--export", str(dump)])

    def run():
        command = [sys.executable, tmp_path / "verifier.py", dump]
        return subprocess.run(command, capture_output=True, text=True)

    assert run().stdout.startswith("OK: 3 entries")
    dump.write_text(dump.read_text().replace("pages", "pager"))
    assert run().stderr == "entry 1 does not hold\n"
