"""Run by test_destroyed_for_good.py with a Python of its own: a portal on real files on disk.

Usage: destroyed_site.py folder. Makes two files full of words nobody else has, destroys one through
the job, and prints as JSON what the test compares: hashes of the file that a hold keeps, before and
after. A second run with "reapply" destroys the same again in a restored copy of the databases.
"""

from pathlib import Path
from zope.component.hooks import setSite
from Zope2.Startup.run import make_wsgi_app

import json
import logging
import os
import plone.recipe.zope2instance
import shutil
import sys
import transaction
import Zope2


ZOPE_CONF = """\
%define INSTANCEHOME {home}
instancehome $INSTANCEHOME
clienthome {var}/instance
<zodb_db main>
  <blobstorage>
    blob-dir {var}/blobstorage
    <filestorage>
      path {var}/Data.fs
    </filestorage>
  </blobstorage>
  mount-point /
</zodb_db>
"""
#: Words of the destroyed file: in its front sheet, its notes, its uploads, an uploaded file's name.
CANARIES = [f"canary{chr(97 + number // 5)}{chr(97 + number % 5)}bird" for number in range(30)]


def boot(folder, url=None):
    """Start Zope with its data in files below `folder`; `url`: of its SQL store elsewhere."""
    home, var = folder / "home", folder / "var"
    if not home.exists():
        skeleton = Path(plone.recipe.zope2instance.__file__).parent / "skel4"
        shutil.copytree(skeleton, home)
        (home / "etc" / "zope.conf").write_text(ZOPE_CONF.format(home=home, var=var))
    (var / "instance").mkdir(parents=True, exist_ok=True)
    (var / "blobstorage").mkdir(exist_ok=True)
    logging.basicConfig(filename=var / "instance.log", level=logging.INFO)
    os.environ["WELFAREFILES_DATABASE"] = url or f"sqlite:///{var}/welfarefiles.sqlite"
    make_wsgi_app({}, str(home / "etc" / "zope.conf"))
    return Zope2.app()


def make_site(app):
    """A portal with a school, its people and their accounts."""
    from tests.disposing import release_all
    from tests.school import make_people
    from tests.school import make_staffed_school
    from welfarefiles.distributions import create

    portal = create.create_portal(app)
    setSite(portal)
    make_people(portal)
    school = make_staffed_school(portal)
    transaction.commit()
    release_all(school)
    return school


def make_files(school):
    """One file with every canary, one that is held."""
    from plone.namedfile.file import NamedBlobFile
    from tests.disposing import make_due
    from tests.disposing import retire
    from tests.school import make_complete_file
    from tests.school import make_record
    from tests.school import signed_in
    from welfarefiles.access.guards import perform
    from welfarefiles.calendars import london
    from welfarefiles.retention.acting import set_hold

    words = iter(CANARIES)
    names = {name: next(words) for name in ("given_name", "family_name", "address", "known_as")}
    file = make_complete_file(school, **names)
    with signed_in("lead"):
        for _number in range(6):
            text = {"discussion": next(words), "outcome": next(words), "with_whom": next(words)}
            perform(make_record(file, "ContactNote", **text), "sign")
        for number in range(4):
            # random bytes: neither packed nor compressed away
            upload = f"{next(words)} ".encode() * 50 + os.urandom(100_000)
            named = NamedBlobFile(upload, "text/plain", f"{next(words)}.txt")
            record = make_record(file, "WelfareDocument", heading=f"Minutes {number}")
            record.file = named
            record.reindexObject()
    transaction.commit()
    retire(file)
    held = make_due(school)
    with signed_in("records"):
        set_hold(school, "Court", "Proceedings", "file", held.UID(), london.today())
    transaction.commit()
    return file, held


def destroy_one(app):
    """Make all, destroy one, and say what the held one was and is."""
    from tests.disposing import authorised
    from tests.school import signed_in
    from welfarefiles.disposal.carrying_out import CarryOut
    from welfarefiles.disposal.manifest import manifest

    school = make_site(app)
    file, held = make_files(school)
    before, uid = manifest(held), file.UID()
    shutil.copytree(FOLDER / "var", FOLDER / "backup")
    batch = authorised(school, file)
    kind, arguments = CarryOut(), {"batch": batch.id}
    for step in kind.steps(school, arguments):
        with signed_in("records"):
            kind.do(school, arguments, step)
        transaction.commit()
    return {"uid": uid, "held_before": before, "held_after": manifest(held)}


def reapply(app):
    """Destroy again what the tombstones name; how many files that were."""
    from Products.CMFPlone.interfaces import IPloneSiteRoot
    from welfarefiles.consistency.site import SiteObjects
    from welfarefiles.disposal import commands
    from welfarefiles.disposal.cleaning import clean
    from welfarefiles.disposal.exporting import read

    portals = [one for one in app.objectValues() if IPloneSiteRoot.providedBy(one)]
    setSite(portals[0])
    stones = [commands.tombstone(row) for row in read(FOLDER / "tombstones.jsonl")]
    again = [commands.reapply(SiteObjects(portals), stones, out=lambda line: None) for _ in "ab"]
    clean(app._p_jar.db())
    return {"destroyed": again}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    FOLDER = Path(sys.argv[1])
    done = reapply if "reapply" in sys.argv else destroy_one
    application = boot(FOLDER)

    from welfarefiles.distributions.create import as_system

    with as_system(application) as root:
        print(json.dumps(done(root)))
