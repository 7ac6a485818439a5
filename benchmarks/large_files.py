"""A file with 5,000 documents and 2 GB of uploads: packed, opened with an ordinary tool, taken in.

`python benchmarks/large_files.py [documents] [bytes of each]`; it needs five times that space on
the disk. Each part says its highest use of memory (`VmHWM`), processor time and clock time: memory
must not grow with the number or the size of the uploads. The portal is real, the uploads are noise.
"""

from contextlib import contextmanager
from pathlib import Path

import os
import random
import resource
import shutil
import sys
import tempfile
import time
import transaction


ROOT = Path(__file__).parents[1]
DOCUMENTS, SIZE = 5_000, 420_000
AT_ONCE = 100
MEGA = 1_000_000


@contextmanager
def measured(name):
    """Print what the block cost this process and its children."""
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark begins anew
    started, before = time.monotonic(), used()
    yield
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    clock, processor = time.monotonic() - started, used() - before
    print(f"{name:34}{peak:8.0f} MB {processor:8.1f} s CPU {clock:8.1f} s", flush=True)


def used():
    """Seconds of processor so far, with children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def fill(school, number, size):
    """A file that lacks nothing, with so many signed documents."""
    from plone.namedfile.file import NamedBlobFile
    from tests import moving
    from tests.school import make_agreed_summary
    from tests.school import make_complete_file
    from tests.school import make_record
    from tests.school import signed_in
    from welfarefiles.access.guards import perform

    file = make_complete_file(school, given_name="Orlando", family_name="Zephyrine")
    noise = random.Random(1)
    for start in range(0, number, AT_ONCE):
        with signed_in("lead"):
            for position in range(start, min(start + AT_ONCE, number)):
                record = make_record(file, "WelfareDocument", heading=f"Scan {position}")
                record.file = NamedBlobFile(noise.randbytes(size), "image/tiff", "scan.tif")
                perform(record, "sign")
        transaction.commit()
        file._p_jar.cacheMinimize()
    transfer = moving.prepared(file)
    make_agreed_summary(file, "transfer")
    transaction.commit()
    return file, transfer


def packed(school, transfer):
    """(path, passphrase) of the pack, built as its job builds it."""
    from tests.school import signed_in
    from welfarefiles.packs import passphrases
    from welfarefiles.packs import spool
    from welfarefiles.sending.packing import BuildPack
    from welfarefiles.transfer import acting
    from welfarefiles.transfer.store import transfers_of

    with signed_in("lead"):
        acting.hand_over(school, transfer)
    transaction.commit()
    [pack_id] = school.__annotations__[passphrases.KEY]
    kind, arguments = BuildPack(), {"transfer": transfer.id, "pack": pack_id}
    steps = kind.steps(school, arguments)
    middle = len(steps) // 2
    for name, part in (("first half of the segments", steps[:middle]),
                       ("second half of the segments", steps[middle:-1]),
                       ("putting it together", steps[-1:])):  # fmt: skip
        with measured(name), signed_in("lead"):
            for step in part:
                kind.do(school, arguments, step)
                transaction.commit()
    made = transfers_of(school).get(transfer.id).pack
    print(f"pack of {made.size / MEGA:,.0f} MB", flush=True)
    return spool.pack_path(pack_id), passphrases.passphrase_of(school, pack_id)


def opened(path, passphrase):
    """Test it with 7-Zip where there is one, else with the library alone, file by file."""
    import pyzipper

    with pyzipper.AESZipFile(path) as found:
        found.setpassword(passphrase.encode())
        assert found.testzip() is None
        print(f"opens: {len(found.namelist()):,} files", flush=True)


def taken(school, path, passphrase):
    """Bring the pack to another school and take it in."""
    from tests.school import signed_in
    from welfarefiles.imports import bringing
    from welfarefiles.imports.jobs import TakeIn
    from welfarefiles.imports.jobs import Verify
    from welfarefiles.imports.looking import parts_held
    from welfarefiles.received.store import by_id

    with signed_in("lead"):
        with measured("brought"), path.open("rb") as stream:
            found = bringing.bring(school, stream, passphrase)
            transaction.commit()
        arguments = {"pack": found.id}
        steps = Verify().steps(school, arguments)
        with measured(f"verified in {len(steps)} steps"):
            for step in steps:
                Verify().do(school, arguments, step)
                transaction.commit()
        found = by_id(school, found.id)
        with measured("looked at"):
            parts_held(school, found)
        with measured("taken in"):
            TakeIn().do(school, arguments, "")
            transaction.commit()
    return next(one for one in school["files"].objectValues())


def main(number=DOCUMENTS, size=SIZE):
    folder = Path(tempfile.mkdtemp(prefix="welfarefiles-large-"))
    os.environ["WELFAREFILES_KEY_FILE"] = str(folder / "key")
    os.environ["WELFAREFILES_JOBS"] = "workers"  # they are done here, one after the other
    sys.path.insert(0, str(ROOT))
    from tests.functional.destroyed_site import boot
    from welfarefiles.distributions import create

    try:
        with create.as_system(boot(folder)) as root:
            run(create.create_portal(root), int(number), int(size))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(portal, number, size):
    from tests.school import make_people
    from tests.school import make_staffed_school
    from zope.component.hooks import setSite

    setSite(portal)
    make_people(portal)
    here, there = (make_staffed_school(portal) for _ in "ab")
    transaction.commit()
    print(f"{number:,} documents of {size:,} bytes", flush=True)
    with measured("filed and signed"):
        file, transfer = fill(here, number, size)
    path, passphrase = packed(here, transfer)
    with measured("opened with an ordinary library"):
        opened(path, passphrase)
    made = taken(there, path, passphrase)
    assert len(made) == len(file)
    print(f"{len(made):,} records taken in", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
