"""A child moves between two portals that know nothing of each other (issue 8).

Two processes, two object databases, two SQL stores, two ledgers: the pack is built in one by HTTP,
received by somebody without an account, taken in by the other, and compared to the last byte.
"""

from contextlib import contextmanager
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tests.postgresql import find_binaries
from tests.sample import PASSWORD
from threading import Event
from welfarefiles.ledger.commands import verify_main
from welfarefiles.signing.commands import verify_main as verify_record

import hashlib
import os
import pytest
import re
import requests
import socket
import subprocess
import sys
import zipfile


SCRIPT = Path(__file__).with_name("portal_process.py")
JSON = {"Accept": "application/json", "Content-Type": "application/json"}
RECEIVER = {
    "name": "Rowan Ashdown",
    "role": "Designated safeguarding lead",
    "school": "Elmhurst School",
    "address": "rowan@elmhurst.example",
}
#: Of a front sheet: what belongs to the school that keeps the file, or to its portal.
OWN = {"@id", "UID", "id", "title", "parent", "reference", "created", "modified", "opened_on",
       "responsible_leader", "reviewer", "next_review", "last_reviewed", "volume", "review_state",
       "closed_on", "items", "items_total", "batching", "@components"}  # fmt: skip


class Portal:
    """One running portal, asked by HTTP."""

    def __init__(self, folder, port, path, process):
        self.folder, self.process = folder, process
        self.host = f"http://127.0.0.1:{port}"
        self.school = f"{self.host}{path}"
        self.tokens = {}

    def ask(self, user_id, method, url, data=None, files=None, **headers):
        if user_id not in self.tokens:
            login = {"login": user_id, "password": PASSWORD}
            there = f"{self.host}/portal/@login"
            self.tokens[user_id] = requests.post(there, json=login, headers=JSON).json()["token"]
        sent = {"Accept": JSON["Accept"], "Authorization": f"Bearer {self.tokens[user_id]}"}
        body = {"data": data, "files": files} if files else {"json": data}
        return requests.request(method, url, headers={**sent, **headers}, timeout=60, **body)

    def get(self, user_id, url):
        answer = self.ask(user_id, "GET", url)
        assert answer.status_code == 200, (url, answer.text)
        return answer.json()

    def post(self, user_id, url, data=None, **more):
        answer = self.ask(user_id, "POST", url, data or {}, **more)
        assert answer.ok, (url, answer.text)
        return answer.json()

    def done(self, user_id, job):
        """Wait for a job of somebody, which the other process does; not longer than minutes."""
        for _ in range(600):
            found = self.get(user_id, f"{self.host}/portal/@jobs/{job}")
            if found["has_ended"]:
                break
            Event().wait(0.25)
        assert found["state"] == "done", found

    def mails(self):
        """Texts of the mails that wait to be sent."""
        return [path.read_text() for path in self.folder.rglob("mail-queue/new/*")]

    def end(self):
        """End the portal; what the check of its index said."""
        said, _errors = self.process.communicate(timeout=120)
        return said


@contextmanager
def portal(folder, kind, url=None):
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    root = Path(__file__).parents[2]
    # A portal of its own: nothing of the one that other tests share.
    own = {name: value for name, value in os.environ.items() if "WELFAREFILES" not in name}
    env = {
        **own,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "WELFAREFILES_KEY_FILE": str(folder / "key"),
    }
    command = [sys.executable, str(SCRIPT), str(folder), str(port), kind, *([url] if url else [])]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=env, text=True
        )
    yield lambda: Portal(folder, port, first_line(process, folder), process)
    process.kill()
    process.communicate()


def first_line(process, folder):
    where = process.stdout.readline().strip()
    assert where, (folder / "log").read_text()[-3000:]
    return where


@pytest.fixture
def both(tmp_path, request):
    """The sending portal on SQLite, the receiving one on PostgreSQL where there is one."""
    url = request.getfixturevalue("postgresql_database") if find_binaries() else None
    with ExitStack() as stack:
        starting = []
        for kind, store in (("sender", None), ("receiver", url)):
            folder = tmp_path / kind
            folder.mkdir()
            starting.append(stack.enter_context(portal(folder, kind, store)))
        here, there = (start() for start in starting)
        there.store = url or str(there.folder / "var" / "welfarefiles.sqlite")
        here.store = str(here.folder / "var" / "welfarefiles.sqlite")
        yield here, there


def test_there_and_compared(both, tmp_path):
    here, there = both
    at, secrets = handed_over(here)
    pack = received(here, secrets)
    transfer = here.get("lead", at)
    assert transfer["state"] == "received"
    for part in transfer["parts"]:
        assert RECEIVER.items() <= part["receipt"].items()
    assert hashlib.sha256(pack).hexdigest() == transfer["pack"]["sha256"]
    taken_in(there, pack, secrets["passphrase"], transfer)
    compared(here, there, tmp_path)
    for one in both:
        assert "\n0 differences" in one.end()
        assert verify_main([one.store]) == 0


def handed_over(here):
    """(address of the transfer, code and passphrase): the pack is built and its link is out."""
    [transfer] = here.get("lead", f"{here.school}/@transfers")["items"]
    at = transfer["@id"]
    assert [part["type"] for part in transfer["parts"]] == ["ChildProtectionFile", "WelfareFile"]
    here.done("lead", here.post("lead", f"{at}/hand-over")["job"])
    return at, here.post("lead", f"{at}/send")


def received(here, secrets):
    """The pack, as somebody without an account saved it; each part is confirmed by itself."""
    [mail] = [text for text in here.mails() if "receipt?link=" in text.replace("=\n", "")]
    [link] = set(re.findall(r"http\S+@@receipt\?link=3?D?([\w-]{43})", mail.replace("=\n", "")))
    url, browser = f"{here.host}/portal/@@receipt?link={link}", requests.Session()
    for word in (secrets["code"], secrets["passphrase"], "Zephyrine"):
        assert word not in mail
    assert "Zephyrine" not in browser.get(url).text
    browser.post(url, data={"do": "open", "code": secrets["code"]})
    browser.post(url, data={"do": "identify", **RECEIVER})
    pack = browser.post(url, data={"do": "fetch"}).content
    browser.post(url, data={"do": "confirm", "part": "1"})
    assert "everything is confirmed" in browser.post(url, data={"do": "confirm", "part": "2"}).text
    assert "did not work" in browser.post(url, data={"do": "fetch"}).text
    return pack


def taken_in(there, pack, passphrase, transfer):
    files = {"file": ("pack.zip", pack, "application/zip")}
    made = there.post("lead", f"{there.school}/@take-in", {"passphrase": passphrase}, files=files)
    assert made["manifest_sha256"] == transfer["pack"]["manifest_sha256"]
    there.done("lead", made["job"])
    preview = there.ask("lead", "GET", made["@id"])
    assert [part["into"] for part in preview.json()["parts"]] == [None, None]
    match = {"If-Match": preview.headers["ETag"]}
    there.done("lead", there.post("lead", f"{made['@id']}/accept", **match)["job"])


def compared(here, there, folder):
    """Record by record, hash by hash, byte by byte."""
    old, new = (files_of(one) for one in (here, there))
    assert old.keys() == new.keys() == {"WelfareFile", "ChildProtectionFile"}
    for kind, before in old.items():
        after, state = new[kind], before["review_state"]
        assert (state, after["review_state"]) == ("transferred", "open")
        assert sheet(before) == sheet(after)
        assert (after["upn"], after["given_name"]) == ("B801200005001", "Orlando")
        was, now = exports(here, before), exports(there, after)
        assert was.keys() == now.keys()
        assert len(was) >= (20 if kind == "WelfareFile" else 3)
        for its_hash, one in was.items():
            same_record(one, now[its_hash])
            archive = folder / "record.zip"
            archive.write_bytes(now[its_hash]["bytes"])
            assert verify_record([str(archive)]) == 0


def files_of(one):
    listed = one.get("lead", f"{one.school}/files?b_size=50")["items"]
    return {item["@type"]: one.get("lead", item["@id"]) for item in listed}


def sheet(file):
    return {name: value for name, value in file.items() if name not in OWN}


def exports(one, file):
    """`{content hash: document, with "bytes" of its archive}` of the finished records."""
    found = {}
    for item in one.get("lead", f"{file['@id']}?b_size=100")["items"]:
        if item["review_state"] != "draft":
            export = one.get("lead", f"{item['@id']}/@export")
            archive = one.ask("lead", "GET", export["archive"])
            found[export["record"]["content_hash"]] = {
                **export["record"],
                "bytes": archive.content,
            }
    return found


def same_record(was, now):
    for name in ("content", "content_hash", "later", "state"):
        assert now[name] == was[name]
    for name in ("signed", "authorised"):
        assert (now[name] or {}).get("at") == (was[name] or {}).get("at")
        assert who(now[name]) == who(was[name])
    assert [now["seal"][name] for name in ("hash", "at")] == [
        was["seal"][name] for name in ("hash", "at")
    ]
    assert uploads(was) == uploads(now)


def who(step):
    return step and step["by"]["name"].partition(" (")[0]


def uploads(record):
    """`{name: SHA-256}` of what is in the archive of a record beside its own JSON."""
    with zipfile.ZipFile(BytesIO(record["bytes"])) as archive:
        names = [name for name in archive.namelist() if "attachment" in name]
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}
    listed = {one["sha256"] for one in record["content"]["attachments"]}
    assert listed <= set(found.values())
    return found
