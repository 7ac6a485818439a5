"""Run by test_wheel.py with a Python of its own: a bare Zope, and a portal made in it.

Usage: bare_site.py folder. Prints what it found as one line of JSON.
"""

from pathlib import Path
from Zope2.Startup.run import make_wsgi_app

import json
import plone.recipe.zope2instance
import shutil
import sys
import Zope2


ZOPE_CONF = """\
%define INSTANCEHOME {home}
instancehome $INSTANCEHOME
<zodb_db main>
  <mappingstorage>
  </mappingstorage>
  mount-point /
</zodb_db>
"""


def boot(home):
    """Start Zope with its data in memory; add-ons are found by their entry points alone."""
    skeleton = Path(plone.recipe.zope2instance.__file__).parent / "skel4"
    shutil.copytree(skeleton, home)
    conf = home / "etc" / "zope.conf"
    conf.write_text(ZOPE_CONF.format(home=home))
    make_wsgi_app({}, str(conf))
    return Zope2.app()


def facts(app):
    """Make the portal and say what is in it."""
    from plone.distribution.api.distribution import get_distributions
    from welfarefiles.distributions import create

    import welfarefiles

    with create.as_system(app) as root:
        portal = create.create_portal(root)
        setup = portal.portal_setup
        return {
            "package": welfarefiles.__file__,
            "distributions": [found.name for found in get_distributions()],
            "profiles": sorted(
                found["id"] for found in setup.listProfileInfo() if "welfare" in found["id"]
            ),
            "installed": setup.getLastVersionForProfile("welfarefiles:default"),
            "types": sorted(portal.portal_types.objectIds()),
            "workflows": sorted(portal.portal_workflow.objectIds()),
            "language": portal.Language(),
        }


if __name__ == "__main__":
    print(json.dumps(facts(boot(Path(sys.argv[1]) / "instance"))))
