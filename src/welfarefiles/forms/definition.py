"""The form as a school has edited it, mended where it could not do without something.

It is an easyform in the folder `forms` of the site: one for all schools, or one for a school of its
own. Its fields are the school's affair, all but those without which nobody could raise anything:
when one of them is missing or of another kind, ours stands in and the concern says so.
"""

from .. import _
from .action import RaiseConcern
from collective.easyform.interfaces import IEasyForm
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from plone import api
from plone.supermodel import loadString
from zope import schema
from zope.interface.interface import InterfaceClass

import logging


logger = logging.getLogger(__name__)

FOLDER, RAISE = "forms", "raise-a-concern"
SHIPPED = files(__package__) / "shipped"
FIELDS = (SHIPPED / "fields.xml").read_text(encoding="utf-8")
ACTIONS = (SHIPPED / "actions.xml").read_text(encoding="utf-8")
#: Without these nobody could say what matters.
NEEDED = {"danger": schema.Bool, "happened_at": schema.Datetime, "what": schema.Text}
#: Parts of the page itself; a field of that name would stand there twice.
TAKEN = frozenset({"child", "pupil", "photographs"})

NO_FORM = _("The form of the school is missing: the one that comes with the portal was used.")
UNREADABLE = _("The form of the school cannot be read: the one that comes with it was used.")
LACKING = _("The form of the school lacks what is needed (${names}): it was put in.")
NO_ACTION = _("The form of the school does not say that it goes to the leads: it did all the same.")


@dataclass(frozen=True)
class Definition:
    """`schema`: of the form to show; `flags`: sentences on what had to be mended."""

    schema: InterfaceClass
    actions: tuple
    flags: tuple = ()


def form_of(school):
    """The easyform of a school: its own, or the one for all; None when there is neither.

    A school's own has the short name `raise-a-concern-` and the last 16 characters of the school's.
    """
    folder = api.portal.get().get(FOLDER)
    names = (f"{RAISE}-{school.getId().rpartition('-')[2]}", RAISE)
    found = (folder.get(name) if folder is not None else None for name in names)
    return next((one for one in found if IEasyForm.providedBy(one)), None)


def definition_of(school):
    """The `Definition` by which concerns are raised in a school; there always is one."""
    form = form_of(school)
    if form is None:
        return Definition(shipped(), actions_in(ACTIONS), (NO_FORM,))
    try:
        given = read(form.fields_model)
    except Exception:
        logger.error("The form to raise concerns of %s cannot be read", school.getId())
        return Definition(shipped(), actions_in(ACTIONS), (UNREADABLE,))
    mended, flags = with_needed(given)
    actions = actions_in(getattr(form, "actions_model", None))
    return Definition(mended, actions, flags if actions else (*flags, NO_ACTION))


@lru_cache(maxsize=32)
def read(model):
    """The schema of a model; raises whatever a broken one raises."""
    return loadString(model).schema


def shipped():
    """The schema that comes with the portal."""
    return read(FIELDS)


def with_needed(given):
    """(schema, flags): the fields of a school's form, and ours where one is needed."""
    fields = {name: field for name, field in schema.getFieldsInOrder(given) if name not in TAKEN}
    lacking = [name for name, kind in NEEDED.items() if not isinstance(fields.get(name), kind)]
    if not lacking and len(fields) == len(schema.getFieldNames(given)):
        return given, ()
    # In a schema of its own: those read before are shared by all requests.
    fields = {name: field for name, field in fields.items() if name not in lacking}
    put_in = {name: shipped()[name] for name in lacking}
    mended = InterfaceClass(
        "Mended", (), {name: field.bind(None) for name, field in (put_in | fields).items()}
    )
    for tag in given.getTaggedValueTags():
        mended.setTaggedValue(tag, given.getTaggedValue(tag))
    flags = (_str(LACKING, ", ".join(sorted(lacking))),) if lacking else ()
    return mended, flags


def _str(message, names):
    return _(message, mapping={"names": names})


def actions_in(model):
    """Our actions among those of the form that are switched on. No others are ever run."""
    try:
        every = schema.getFieldsInOrder(read(model))
    except Exception:
        return ()
    return tuple(one for _name, one in every if isinstance(one, RaiseConcern) and one.required)
