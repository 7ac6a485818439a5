"""Many writers at once, in several processes: nothing lost, no number given twice."""

from pathlib import Path
from sqlalchemy import func
from sqlalchemy import select
from welfarefiles.index.tables import files
from welfarefiles.index.tables import items
from welfarefiles.index.tables import scopes
from welfarefiles.index.tables import texts

import subprocess
import sys


PROCESSES, EACH = 4, 12

_WRITE = """
from tests.invented import File, Record
from welfarefiles.index.pending import touch
from welfarefiles.sql.engine import open_store, set_store
import sys, threading, transaction

url, process, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
set_store(open_store(url))

def work(thread):
    shared = File("shared")
    for each in range(number):
        def add():
            file = File(f"f{process}-{thread}-{each}", body="words")
            touch(file)
            touch(Record(f"r{process}-{thread}-{each}", file, body="words"))
            touch(Record(f"s{process}-{thread}-{each}", shared, body="words"))
        transaction.manager.run(add, tries=3)

threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_writers_in_several_processes(store):
    url = store.url.render_as_string(hide_password=False)
    commands = [[sys.executable, "-c", _WRITE, url, str(n), str(EACH)] for n in range(PROCESSES)]
    started = [
        subprocess.Popen(command, stderr=subprocess.PIPE, cwd=Path.cwd()) for command in commands
    ]
    assert [process.communicate(timeout=120)[1] for process in started] == [b""] * PROCESSES
    expected = PROCESSES * 2 * EACH
    with store.reading() as connection:
        numbers = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in (files, items, texts, scopes)
        }
        linked = items.join(texts, items.c.text_id == texts.c.id).join(
            scopes, scopes.c.id == items.c.scope_id
        )
        right = (items.c.uid == texts.c.uid, items.c.file_uid == scopes.c.file_uid)
        whole = select(func.count()).select_from(linked).where(*right)
        assert connection.scalar(whole) == 3 * expected
    assert numbers == {
        "files": expected,
        "items": 3 * expected,
        "texts": 3 * expected,
        # each file's own and its restricted section's; the shared one has no rows of its own
        "scopes": 2 * expected + 1,
    }
