"""The folder of forms, the form that comes with the portal, and a folder for what is raised."""

from ..interfaces import ISchool
from .definition import ACTIONS
from .definition import FIELDS
from .definition import FOLDER
from .definition import RAISE
from .pupils import FOLDER as CONCERNS
from plone import api
from plone.dexterity.utils import createContent


def install(portal):
    """Put in what is missing; what a school has edited stays as it is."""
    if FOLDER not in portal:
        folder = createContent("FormsFolder", title="Forms")
        folder.id = FOLDER
        portal._setObject(FOLDER, folder)
    folder = portal[FOLDER]
    if RAISE not in folder:
        form = createContent(
            "EasyForm", title="Raise a concern", fields_model=FIELDS, actions_model=ACTIONS
        )
        form.id = RAISE
        folder._setObject(RAISE, form)
    for school in portal.objectValues():
        if ISchool.providedBy(school):
            give_folder(school)


def school_added(school, event):
    """A new school can be told of concerns from its first day."""
    give_folder(school)


def give_folder(school):
    """The school's folder of what was raised; made where there is none."""
    if CONCERNS not in school:
        folder = createContent("ConcernsFolder", title="Concerns")
        folder.id = CONCERNS
        school._setObject(CONCERNS, folder)
    return school[CONCERNS]


def folder_of(school):
    """The school's folder of what was raised, or None."""
    return school.get(CONCERNS)


def uninstall(portal):
    """Take our form out; the schools are gone by then (see `setuphandlers.pre_uninstall`)."""
    with api.env.adopt_roles(["Manager"]):
        if FOLDER in portal:
            portal._delObject(FOLDER, suppress_events=True)
