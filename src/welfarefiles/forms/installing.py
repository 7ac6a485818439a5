"""The folder of forms, the form that comes with the portal, and a folder for what is raised."""

from ..interfaces import ISchool
from .definition import ACTIONS
from .definition import FIELDS
from .definition import FOLDER
from .definition import RAISE
from .pupils import FOLDER as CONCERNS
from plone import api
from plone.dexterity.utils import createContent


#: Kinds of field the editor of forms offers, as its own control panel lists them.
OFFERED = "easyform.allowedFields"
OWN_FIELDS = ("welfarefiles.bodymap.field.BodyMap",)


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
    offer(OWN_FIELDS)
    for school in portal.objectValues():
        if ISchool.providedBy(school):
            give_folder(school)


def offer(field_ids):
    """Have the editor of forms offer these kinds of field, and no more of ours."""
    given = api.portal.get_registry_record(OFFERED, default=None)
    if given is not None:
        kept = [one for one in given if one not in OWN_FIELDS]
        api.portal.set_registry_record(OFFERED, [*kept, *field_ids])


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
    offer(())
    with api.env.adopt_roles(["Manager"]):
        if FOLDER in portal:
            portal._delObject(FOLDER, suppress_events=True)
