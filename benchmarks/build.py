"""Fill an instance: `build.py <folder> <ours|stock> <files> <records>`.

Leaves `paths.json` in the folder: paths of the list of files, of the file with many records, of the
one with few, and of one with few that the measurement writes to.
"""

from content import child
from content import FEW
from content import note
from content import USUAL
from instance import start_zope
from pathlib import Path
from site_access import application
from site_access import PORTAL
from site_access import portal_as

import json
import sys
import time
import transaction


BATCH = 20  # files a commit
PEOPLE = ("lead", "head", "second")
PASSWORD = "a long enough passphrase"


def build(filler, files, many):
    """Make the portal with `filler`, a module like `fill_ours`; returns the paths."""
    with application() as app:
        filler.make_portal(app, PORTAL)
        transaction.commit()
    with portal_as_admin() as portal:
        for user_id in (*PEOPLE, *filler.MORE_PEOPLE):
            portal.acl_users.userFolderAddUser(user_id, PASSWORD, ["Member"], [])
        filler.make_place(portal)
        transaction.commit()
    with portal_as(filler.ACTS) as portal:
        place = filler.place(portal)
        add_all(portal, range(files), lambda number: add_file(filler, place, number))
        chosen = filler.files_for_records(place)
        for file, number in zip(chosen, (many, FEW, FEW), strict=True):
            more = range(USUAL, number)
            add_all(portal, more, lambda at, file=file: filler.add_note(file, note(at)))
        paths = [path_of(item) for item in (place, *chosen)]
        filler.finish(portal)
        transaction.commit()
    return dict(zip(("place", "many", "few", "written"), paths, strict=True))


def add_file(filler, place, number):
    """A file with the usual number of records."""
    file = filler.add_file(place, child(number))
    for at in range(USUAL):
        filler.add_note(file, note(USUAL * number + at))


def portal_as_admin():
    return portal_as("admin-user")


def add_all(portal, numbers, add):
    """Call `add` for each number, committing from time to time so that memory stays small."""
    began = time.time()
    for number in numbers:
        add(number)
        if number % BATCH == BATCH - 1:
            transaction.commit()
            portal._p_jar.cacheMinimize()
            said = f"{number + 1} of {len(numbers)} after {time.time() - began:.0f} s"
            print(said, file=sys.stderr, flush=True)
    transaction.commit()


def path_of(item):
    return "/".join(item.getPhysicalPath())


def main(folder, kind, files, many):
    """Start Zope, build, pack."""
    start_zope(folder, kind)
    if kind == "ours":
        import fill_ours as filler
    else:
        import fill_stock as filler
    import Zope2

    paths = build(filler, int(files), int(many))
    Zope2.DB.pack()
    Zope2.DB.close()
    (Path(folder) / "var" / "Data.fs.old").unlink(missing_ok=True)  # what packing took out
    (Path(folder) / "paths.json").write_text(json.dumps(paths), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
