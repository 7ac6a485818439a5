"""A private PostgreSQL for tests and benchmarks: own folder, own socket, nothing on the network."""

from pathlib import Path
from tests.required import missing

import itertools
import os
import pwd
import pytest
import secrets
import shutil
import subprocess
import tempfile


USER = "welfarefiles"
# Nothing in it is to be kept, so it need not wait for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find_binaries():
    """Folder with initdb and pg_ctl of the newest PostgreSQL on this machine, or None."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    found = packaged[-1] if packaged else shutil.which("initdb")
    return Path(found).parent if found else None


class Cluster:
    """A PostgreSQL that lives as long as the `with` block.

    Started by root it runs as the system user ``postgres``, because PostgreSQL refuses root.
    `settings` are lines of postgresql.conf, such as ``fsync=on`` for a benchmark.
    """

    def __init__(self, binaries, settings=FAST):
        self.binaries = binaries
        self.settings = settings
        self._numbers = itertools.count(1)

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="wf-pg-"))
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *exception):
        self._call("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self):
        data = self.folder / "data"
        self._call(
            "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
        )
        settings = (f"unix_socket_directories={self.folder}", "listen_addresses=", *self.settings)
        options = " ".join(f"-c {setting}" for setting in settings)
        log = self.folder / "log"
        self._call("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start")

    def _call(self, program, *arguments):
        """Run one of PostgreSQL's programs; its own words are in the error when it fails."""
        command = [str(self.binaries / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # Not a pipe: the server would keep it open, and the call would wait for the server's end.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed:\n{output.read()}")

    def create_database(self):
        """Make an empty database and return its name."""
        name = f"test_{next(self._numbers)}_{secrets.token_hex(3)}"
        self._call("createdb", "-h", self.folder, "-U", USER, name)
        return name

    def drop_database(self, name):
        """Remove a database, and throw out whoever is still connected to it."""
        self._call("dropdb", "--force", "-h", self.folder, "-U", USER, name)

    def url(self, database):
        """SQLAlchemy URL of a database."""
        return f"postgresql+psycopg2://{USER}@/{database}?host={self.folder}"

    def dsn(self, database):
        """The same as a connection string of libpq, as RelStorage takes it."""
        return f"host={self.folder} user={USER} dbname={database}"


@pytest.fixture(scope="session")
def postgresql_cluster():
    """The private PostgreSQL of this run; skips, or fails where required, without one."""
    binaries = find_binaries() or missing("PostgreSQL")
    with Cluster(binaries) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgresql_url(postgresql_cluster):
    """URL of one database shared by the whole run: for schemas that are made once."""
    return postgresql_cluster.url(postgresql_cluster.create_database())


@pytest.fixture
def postgresql_database(postgresql_cluster):
    """URL of an empty database for one test."""
    name = postgresql_cluster.create_database()
    yield postgresql_cluster.url(name)
    postgresql_cluster.drop_database(name)
