"""Opening a file: one child has one file of a kind in a school (R002, R003, R100, R108)."""

from .. import _
from ..calendars import london
from ..errors import FieldInvalid
from ..interfaces import IFilesFolder
from ..lookup import query
from ..people.team import school_of
from .identity import date_of_birth_problem
from .identity import normalise_upn
from .schema import IChildProtectionFileSchema
from .schema import IWelfareFileSchema
from AccessControl import Unauthorized
from plone import api
from plone.uuid.interfaces import IUUID
from types import SimpleNamespace
from z3c.form.util import getSpecification
from z3c.form.validator import InvariantsValidator
from z3c.form.validator import NoInputData
from z3c.form.validator import WidgetsValidatorDiscriminators


#: By what a child is known for the same one.
IDENTITY = ("given_name", "family_name", "date_of_birth", "upn")


class SameChild(FieldInvalid):
    """The child has a file already. `.url` leads there, or is None where the person may not go."""

    def __init__(self, field, url):
        message = _("This child already has a file of this kind in this school.")
        super().__init__(message, field)
        self.url = url


def find_twin(school, portal_type, child, own_uid=None):
    """Row of another file for the same child, or None (`index.rows.FileRow`).

    :param child: anything with given_name, family_name, date_of_birth, upn.
    """
    rows = query.same_child(
        IUUID(school),
        portal_type,
        upn=normalise_upn(getattr(child, "upn", None)),
        family_name=getattr(child, "family_name", None) or "",
        given_name=getattr(child, "given_name", None) or "",
        date_of_birth=getattr(child, "date_of_birth", None),
        apart_from=own_uid or "",
    )
    return rows[0] if rows else None


def refuse_same_child(file):
    """Raise `SameChild` when another file of the kind has this child; the rule for every route."""
    school = school_of(file)
    twin = school is not None and find_twin(school, file.portal_type, file, IUUID(file))
    if twin:
        raise SameChild("upn" if file.upn else "family_name", url_for_reader(twin))


def refuse_uncovered(folder, portal_type):
    """Raise `Unauthorized` for a lead who is not named for this kind of file (R003).

    The form and REST ask it; a script that adds without asking is trusted.
    """
    if IFilesFolder.providedBy(folder) and not folder.opens(portal_type):
        raise Unauthorized("Not named for this kind of file")


def url_for_reader(row):
    """Where the other file is, for those who may see it; None for those who may not."""
    other = api.portal.get().unrestrictedTraverse(row.path, None)
    if other is None or not api.user.has_permission("View", obj=other):
        return None
    return other.absolute_url()


class FrontSheetValidator(InvariantsValidator):
    """What form and REST both ask before a front sheet is saved (plone.restapi asks it too)."""

    portal_type = "WelfareFile"

    def validateObject(self, data):
        errors = super().validateObject(data)
        born = entered(data, "date_of_birth")
        problem = born and date_of_birth_problem(born, london.today())
        if problem:
            errors += (FieldInvalid(problem, "date_of_birth"),)
        return errors + self.same_child(data)

    def same_child(self, data):
        # An add form has no context of its own, only the place it adds to.
        place = getattr(self.view, "context", None) if self.context is None else self.context
        school = school_of(place)
        if school is None:
            return ()
        own = IUUID(place, None)
        child = SimpleNamespace(**{name: entered(data, name) for name in IDENTITY})
        twin = find_twin(school, self.portal_type, child, own)
        return (SameChild("family_name", url_for_reader(twin)),) if twin else ()


class ChildProtectionValidator(FrontSheetValidator):
    portal_type = "ChildProtectionFile"


def entered(data, name):
    """A value as entered, or as it is stored where it was not; None where there is neither."""
    try:
        return getattr(data, name)
    except NoInputData:
        return None


for _validator, _schema in (
    (FrontSheetValidator, IWelfareFileSchema),
    (ChildProtectionValidator, IChildProtectionFileSchema),
):
    # Forced: asked for is what the schema itself provides, not what provides the schema.
    WidgetsValidatorDiscriminators(_validator, schema=getSpecification(_schema, force=True))
