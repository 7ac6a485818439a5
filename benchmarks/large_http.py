"""A pack of more than 1 GB over HTTP, from one portal to another, each served as `make start` does.

`python benchmarks/large_http.py [documents] [bytes of each]`, after one `make start`, whose
configuration it copies; it needs ten times that space on the disk. Each step says of the server
that does it: highest use of memory (`VmHWM`), bytes in temporary files at most and afterwards,
processor time, clock time. Neither memory nor what stays of temporary files may grow with the pack.
"""

from contextlib import contextmanager
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from threading import Thread
from urllib.parse import urlsplit

import os
import re
import requests
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time


ROOT = Path(__file__).parents[1]
CONFIGURATION = ROOT / "instance" / "parts" / "instance" / "etc"
DOCUMENTS, SIZE = 12, 100_000_000
MEGA = 1_000_000
#: Of the people whom the tests make.
PASSWORD = "a long enough passphrase"
JSON = {"Accept": "application/json", "Content-Type": "application/json"}
RECEIVER = {"name": "Rowan Ashdown", "role": "Lead", "school": "Elmhurst School",
            "address": "rowan@elmhurst.example"}  # fmt: skip


# The server: a process of its own


def serve(folder, port, kind, number, size):
    """Make a portal in `folder`, print the path of its school, serve it."""
    sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "benchmarks")]
    import listening
    import serve as started
    import waitress

    started.INI = configuration(Path(folder))
    app = started.boot()
    print(make_portal(kind, int(number), int(size)), flush=True)
    settings, _addresses = started.server_settings()
    sockets = listening.bind(int(port))
    waitress.serve(listening.AtTop(app, "portal"), sockets=sockets, **settings)


def configuration(folder):
    """The instance's own configuration, with its data in `folder`; path of its wsgi.ini."""
    own = folder / "etc"
    shutil.copytree(CONFIGURATION, own)
    for name in ("instance", "blobstorage", "filestorage", "log", "cache"):
        (folder / "var" / name).mkdir(parents=True)
    for path in own.glob("*.*"):
        text = path.read_text().replace(str(ROOT / "instance" / "var"), str(folder / "var"))
        path.write_text(text.replace(str(CONFIGURATION), str(own)))
    return own / "wsgi.ini"


def make_portal(kind, number, size):
    """A portal with a staffed school; the sender's keeps a file that can go at once."""
    from large_files import fill
    from tests.school import make_people
    from tests.school import make_staffed_school
    from welfarefiles.distributions import create
    from zope.component.hooks import setSite

    import transaction
    import Zope2

    with create.as_system(Zope2.app()) as root:
        portal = create.create_portal(root)
        setSite(portal)
        make_people(portal)
        portal.portal_registry["welfarefiles.accounts.second_factor_roles"] = []
        school = make_staffed_school(portal)
        transaction.commit()
        if kind == "sender":
            fill(school, number, size)
        return school.getId()


# The client


class Server:
    """A served portal: asked by HTTP, measured from outside."""

    def __init__(self, folder, port, process, school):
        self.folder, self.process = folder, process
        self.home = f"http://localhost:{port}/portal"
        self.school = f"{self.home}/{school}"
        login = {"login": "lead", "password": PASSWORD}
        self.session = requests.Session()
        self.session.headers.update(JSON)
        token = self.session.post(f"{self.home}/@login", json=login).json()["token"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method, url, **more):
        answer = self.session.request(method, url, **more)
        assert answer.ok, (answer.status_code, answer.text)
        return answer

    def done(self, job):
        """Wait for a job."""
        while not (found := self.ask("GET", f"{self.home}/@jobs/{job}").json())["has_ended"]:
            Event().wait(0.2)
        assert found["state"] == "done", found

    @contextmanager
    def measured(self, name):
        """Print what the block cost this server."""
        proc = Path(f"/proc/{self.process.pid}")
        (proc / "clear_refs").write_text("5")
        before, started, stop, most = self.used(), time.monotonic(), Event(), [0]

        def watch():
            while not stop.wait(0.05):
                most[0] = max(most[0], self.temporary())

        watching = Thread(target=watch)
        watching.start()
        try:
            yield
        finally:
            stop.set()
            watching.join()
        clock, processor = time.monotonic() - started, self.used() - before
        Event().wait(1)  # the connection is closed after the answer
        peak = int((proc / "status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
        print(f"{name:34}{peak:6.0f} MB {most[0] / MEGA:8,.0f} MB {self.temporary() / MEGA:5.1f} MB"
              f"{processor:8.1f} s CPU {clock:8.1f} s", flush=True)  # fmt: skip

    def used(self):
        """Seconds of processor of the server so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def temporary(self):
        """Bytes in its folder for temporary files, and in such files without a name."""
        folder, found = str(self.folder / "tmp"), 0
        for path in Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                if os.readlink(path).startswith(folder) and "(deleted)" in os.readlink(path):
                    found += path.stat().st_size
            except OSError:
                continue
        named = [path for path in Path(folder).rglob("*") if path.is_file()]
        return found + sum(path.stat().st_size for path in named if path.exists())


class Form:
    """A form with a passphrase and a pack, read a piece at a time."""

    def __init__(self, path, passphrase):
        self.mark = secrets.token_hex(16)
        head = (f'--{self.mark}\r\nContent-Disposition: form-data; name="passphrase"\r\n\r\n'
                f'{passphrase}\r\n--{self.mark}\r\nContent-Disposition: form-data; name="file"; '
                'filename="pack.zip"\r\nContent-Type: application/zip\r\n\r\n')  # fmt: skip
        self.head, self.tail = head.encode(), f"\r\n--{self.mark}--\r\n".encode()
        self.size = len(self.head) + path.stat().st_size + len(self.tail)
        self.path = path

    def __len__(self):
        return self.size

    def __iter__(self):
        yield self.head
        with self.path.open("rb") as file:
            while piece := file.read(1 << 20):
                yield piece
        yield self.tail


@contextmanager
def running(folder, kind, number, size):
    """A `Server` in a process of its own."""
    (folder / "tmp").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if "WELFAREFILES" not in name}
    env = {**own, "TMPDIR": str(folder / "tmp"), "WELFAREFILES_KEY_FILE": str(folder / "key")}
    command = [sys.executable, __file__, "serve", *map(str, (folder, port, kind, number, size))]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=env, text=True)
    try:
        lines = iter(process.stdout.readline, "")
        school = next((line.strip() for line in lines if line.startswith("school-")), None)
        assert school, (folder / "log").read_text()[-3000:]
        Thread(target=lambda: [None for _ in lines], daemon=True).start()
        wait_for(port)
        yield Server(folder, port, process, school)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port):
    """Until somebody listens there."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        Event().wait(0.1)


def sent(here, folder):
    """The pack, saved by somebody without an account; its path and its passphrase."""
    [transfer] = here.ask("GET", f"{here.school}/@transfers").json()["items"]
    with here.measured("handed over, pack built (job)"):
        here.done(here.ask("POST", f"{transfer['@id']}/hand-over", json={}).json()["job"])
    told = here.ask("POST", f"{transfer['@id']}/send", json={}).json()
    mails = [path.read_text() for path in here.folder.rglob("mail-queue/new/*")]
    [link] = set(re.findall(r"@@receipt\?link=3?D?([\w-]{43})", "".join(mails).replace("=\n", "")))
    url, browser = f"{here.home}/@@receipt?link={link}", requests.Session()
    browser.post(url, data={"do": "open", "code": told["code"]})
    browser.post(url, data={"do": "identify", **RECEIVER})
    path = folder / "pack.zip"
    with (
        here.measured("pack downloaded by the link"),
        path.open("wb") as out,
        browser.post(url, data={"do": "fetch"}, stream=True) as answer,
    ):
        for piece in answer.iter_content(1 << 20):
            out.write(piece)
    part = {"Range": "bytes=0-99"}
    with browser.post(url, data={"do": "fetch"}, headers=part, stream=True) as answer:
        print(f"asked for a part of it: {answer.status_code}, {answer.headers['Content-Length']}")
    print(f"pack of {path.stat().st_size / MEGA:,.0f} MB", flush=True)
    return path, told["passphrase"]


def broken_off(there, path):
    """Half of it arrives, and then the line is gone."""
    token, address = there.session.headers["Authorization"], urlsplit(there.school)
    head = (f"POST {address.path}/@take-in HTTP/1.1\r\nHost: {address.netloc}\r\n"
            f"Authorization: {token}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            f"Content-Length: {path.stat().st_size}\r\n\r\n")  # fmt: skip
    with (
        there.measured("half of it, then the line is gone"),
        path.open("rb") as file,
        socket.create_connection((address.hostname, address.port)) as line,
    ):
        line.sendall(head.encode())
        for _ in range(path.stat().st_size >> 21):
            line.sendall(file.read(1 << 20))


def taken_in(there, path, passphrase):
    """Bring it to the other portal, have it verified, look at it, take it in."""
    place = f"{there.school}/@take-in"
    with there.measured("brought: the request"):
        form = Form(path, passphrase)
        kind = {"Content-Type": f"multipart/form-data; boundary={form.mark}"}
        made = there.ask("POST", place, data=form, headers=kind).json()
    with there.measured("verified (job)"):
        there.done(made["job"])
    with there.measured("looked at"):
        seen = there.ask("GET", made["@id"]).headers["ETag"]
    with there.measured("taken in (job)"):
        accept = there.ask("POST", f"{made['@id']}/accept", json={}, headers={"If-Match": seen})
        there.done(accept.json()["job"])


def main(number=DOCUMENTS, size=SIZE):
    if not CONFIGURATION.is_dir():
        sys.exit("Run `make start` once: its configuration is what is measured.")
    folder = Path(tempfile.mkdtemp(prefix="welfarefiles-large-"))
    try:
        with ExitStack() as stack:
            begin = lambda kind: stack.enter_context(running(folder / kind, kind, number, size))  # noqa: E731
            here, there = begin("sender"), begin("receiver")
            print(f"{'':34}{'memory':>9} {'temporary':>11} {'left':>8}", flush=True)
            path, passphrase = sent(here, folder)
            broken_off(there, path)
            taken_in(there, path, passphrase)
            left = [one.name for one in (there.folder / "var").rglob("received-packs/*")]
            print(f"left of the pack beside the database: {left}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    serve(*sys.argv[2:]) if sys.argv[1:2] == ["serve"] else main(*sys.argv[1:])
