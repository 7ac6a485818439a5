"""Run by test_killed.py with a Python of its own: a portal on files on disk, served until killed.

Usage: killed_site.py folder port. The first run makes the portal with a file; prints its address.
"""

from pathlib import Path

import sys
import transaction
import waitress


def make(app):
    """A portal with a school, its people and a file."""
    from tests.school import make_complete_file
    from tests.school import make_people
    from tests.school import make_staffed_school
    from welfarefiles.distributions import create
    from zope.component.hooks import setSite

    with create.as_system(app) as root:
        portal = create.create_portal(root)
        setSite(portal)
        make_people(portal)
        portal.portal_registry["welfarefiles.accounts.second_factor_roles"] = []
        file = make_complete_file(make_staffed_school(portal))
        transaction.commit()
        return "/".join(file.getPhysicalPath())


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    folder, port = Path(sys.argv[1]), sys.argv[2]

    from tests.functional.destroyed_site import boot
    from tests.wsgi import Direct

    application = boot(folder)
    known = folder / "address"
    if not known.exists():
        known.write_text(make(application))
    application._p_jar.close()
    server = waitress.create_server(Direct.application, listen=f"127.0.0.1:{port}")
    print(known.read_text(), flush=True)
    server.run()
