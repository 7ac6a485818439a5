"""The add form of a contact asks whether it was about several children."""

from .. import _
from ..files.interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from .children import BadChoice
from .children import by_reference
from .children import offered
from .writing import TYPES
from plone.z3cform.fieldsets.extensible import FormExtender
from z3c.form.validator import SimpleFieldValidator
from z3c.form.validator import WidgetValidatorDiscriminators
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


PREFIX = "joint"
SENT = f"form.widgets.{PREFIX}.files"


class IAboutSeveral(Interface):
    """Files into which a contact is written too; nothing of it is a field of the record."""

    files = schema.Set(
        title=_("This was about several children"),
        description=_(
            "Write it once, with their names. Each file gets a record of its own, in which the "
            "other children are called “sibling 1” or “child 1”. In minutes, a line with a child's "
            "name begins that child's part, and only that part goes into the child's file"
        ),
        value_type=schema.Choice(vocabulary="welfarefiles.joint.Files"),
        required=False,
    )
    references = schema.TextLine(
        title=_("Other files it goes into"),
        description=_("By reference, for example WF-2026-000123, WF-2026-000124"),
        required=False,
        max_length=300,
    )


@implementer(IVocabularyFactory)
class FilesOffered:
    """The files that can be chosen at once: by child and reference."""

    def __call__(self, context):
        return SimpleVocabulary([term(file, is_sibling) for file, is_sibling in offered(context)])


def term(file, is_sibling):
    """``Kit Zephyrine, brother or sister (WF-2026-000124)``."""
    words = {"child": file.child_name, "reference": file.reference}
    said = (
        _("${child}, brother or sister (${reference})", mapping=words)
        if is_sibling
        else _("${child} (${reference})", mapping=words)
    )
    return SimpleTerm(file.reference, file.reference, said)


@adapter(IWelfareFileBase, IWelfareFilesLayer, Interface)
class AskWhetherSeveral(FormExtender):
    """Adds the two questions, the first only where there is something to choose."""

    def update(self):
        is_add = getattr(self.form, "portal_type", None) in TYPES
        # the edit form has no such thing, and the restricted section no copies
        if not is_add or getattr(self.form, "is_restricted", True):
            return
        names = ["files", "references"] if self.offers_files() else ["references"]
        for name in names:
            self.add(IAboutSeveral[name], prefix=PREFIX, group=self.group)

    @property
    def group(self):
        """Only where there are brothers and sisters the question is worth everybody's time."""
        has_siblings = any(is_sibling for _file, is_sibling in offered(self.context))
        return None if has_siblings else "more"

    def offers_files(self):
        """Whether there is something to choose; of a form that is sent, whether it was shown."""
        if self.request.method == "POST":
            return any(name.startswith(SENT) for name in self.request.form)
        return bool(offered(self.context))


class ReferencesValidator(SimpleFieldValidator):
    """A reference that leads nowhere is said beside the field."""

    def validate(self, value, force=False):
        super().validate(value, force)
        try:
            by_reference(self.context, value)
        except BadChoice as error:
            raise Invalid(error.args[0]) from error


WidgetValidatorDiscriminators(ReferencesValidator, field=IAboutSeveral["references"])


def taken_from(file, data):
    """The files that were chosen; takes the answers out of what the record is made from."""
    tokens = data.pop(f"{PREFIX}.files", None) or ()
    text = data.pop(f"{PREFIX}.references", None)
    if not tokens and not text:
        return []
    chosen = {one.reference: one for one, _is_sibling in offered(file) if one.reference in tokens}
    chosen |= {one.reference: one for one in by_reference(file, text)}
    return list(chosen.values())
