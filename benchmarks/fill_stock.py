"""Fill stock Plone, tuned: a private Folder for each file, a Document for each record.

Tuned: the navigation lists the top level only, and no navigation portlet stands beside the page.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from content import workers
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from Products.CMFPlone.factory import addPloneSite
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.component.hooks import setSite


ACTS = "admin-user"
MORE_PEOPLE = ()
COLUMNS = ("plone.leftcolumn", "plone.rightcolumn")
VERSIONED = "Document"


def make_portal(app, portal_id):
    """A Classic site with plone.restapi, private content by default."""
    newSecurityManager(None, system)
    portal = addPloneSite(
        app,
        portal_id,
        title="Stock Plone",
        distribution_name="classic",
        default_language="en-gb",
        portal_timezone="Europe/London",
    )
    setSite(portal)
    portal.portal_setup.runAllImportStepsFromProfile("profile-plone.restapi:default")
    portal.portal_workflow.setDefaultChain("simple_publication_workflow")
    portal.acl_users.userFolderAddUser("admin-user", "a long enough passphrase", ["Manager"], [])
    tune(portal)


def tune(portal):
    """What a careful administrator does first."""
    portal.portal_registry["plone.navigation_depth"] = 1
    for name in COLUMNS:
        column = getUtility(IPortletManager, name=name, context=portal)
        assignments = getMultiAdapter((portal, column), IPortletAssignmentMapping)
        for key in list(assignments):
            del assignments[key]


def make_place(portal):
    """The folder of files, which the leads may read and write."""
    folder = createContentInContainer(portal, "Folder", id="files", title="Files")
    for user_id in ("lead", "second", "head"):
        folder.manage_setLocalRoles(user_id, ["Contributor", "Editor", "Reviewer"])
    folder.reindexObjectSecurity()
    keep_versions(portal, False)


def finish(portal):
    """No versions are made while filling, which they would slow down; from now on they are."""
    keep_versions(portal, True)


def keep_versions(portal, kept):
    """Have a version of each saved Document, as stock Plone has, or not."""
    repository = portal.portal_repository
    others = [name for name in repository.getVersionableContentTypes() if name != VERSIONED]
    repository.setVersionableContentTypes([*others, VERSIONED] if kept else others)


def place(portal):
    """The folder of files."""
    return portal["files"]


def add_file(folder, child):
    """A folder of a child."""
    number = child.family_name.split()[-1]
    made = createContentInContainer(
        folder,
        "Folder",
        checkConstraints=False,
        id=f"file-{number}",
        title=child.name,
        description=f"WF-2026-0{number}, year {child.year_group}",
    )
    for user_id in workers(int(number)):
        made.manage_setLocalRoles(user_id, ["Contributor", "Editor"])
    made.reindexObjectSecurity()
    return made


def files_for_records(folder):
    """The first three."""
    return [folder[f"file-{number:05d}"] for number in range(3)]


def add_note(folder, note):
    """A document with the words of a note."""
    createContentInContainer(
        folder,
        "Document",
        checkConstraints=False,
        title=f"Contact note of {note.happened_at:%d %B %Y %H:%M}",
        description=note.outcome,
        text=RichTextValue(f"<p>{note.text}</p>", "text/html", "text/x-html-safe"),
    )
