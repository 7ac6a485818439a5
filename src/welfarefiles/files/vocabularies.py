"""Vocabularies: lists a school edits (registry) and lists the rules depend on (code).

An editable list is a registry record ``welfarefiles.lists.<name>`` of lines ``token|Title``.
A value in use whose line was taken out stays readable: the term is shown by its token.
"""

from .. import _
from ..interfaces import IWordList
from ..people.leaders import leaders
from ..people.names import fullname
from ..people.staff import staff
from .identity import year_group_title
from .identity import YEAR_GROUPS
from functools import cached_property
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.interfaces import IVocabularyTokenized
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class TolerantVocabulary(SimpleVocabulary):
    """Knows its terms, and takes a retired token for a term of its own."""

    def getTerm(self, value):
        try:
            return super().getTerm(value)
        except LookupError:
            return SimpleTerm(value, str(value), str(value))


def split_line(line):
    """``token|Title`` -> (token, title); a line without a bar is its own title."""
    token, bar, title = line.partition("|")
    return token.strip(), (title if bar else token).strip()


@implementer(IWordList)
class RegistryList:
    """Vocabulary factory over one editable list."""

    def __init__(self, name):
        self.record = f"welfarefiles.lists.{name}"
        self._made = (), TolerantVocabulary([])

    def __call__(self, context):
        registry = queryUtility(IRegistry)
        lines = tuple((registry.get(self.record) if registry is not None else None) or ())
        made_of, vocabulary = self._made
        if made_of != lines:
            pairs = (split_line(line) for line in lines if line.strip())
            vocabulary = TolerantVocabulary([SimpleTerm(t, t, title) for t, title in pairs])
            self._made = lines, vocabulary  # made again only when the list was edited
        return vocabulary


@implementer(IWordList)
class FixedList:
    """Vocabulary factory over terms the rules know by name."""

    def __init__(self, *pairs):
        self.vocabulary = SimpleVocabulary([SimpleTerm(t, t, title) for t, title in pairs])

    def __call__(self, context):
        return self.vocabulary


@implementer(IVocabularyFactory)
class Leaders:
    """Those of the school's team who may be responsible for a file (R004)."""

    def __call__(self, context):
        return PersonVocabulary(context, leaders)


@implementer(IVocabularyFactory)
class Staff:
    """The people of the school."""

    def __call__(self, context):
        return PersonVocabulary(context, staff)


@implementer(IVocabularyTokenized)
class PersonVocabulary:
    """Looks the team up when it is asked for; to show one person's name it need not be.

    :param people: gives pairs (user id, name) of those who may be chosen in a context.
    """

    def __init__(self, context, people):
        self.context = context
        self.people = people

    @cached_property
    def terms(self):
        """`{user id: term}` of those who may be chosen."""
        return {user_id: self._term(user_id, name) for user_id, name in self.people(self.context)}

    def _term(self, user_id, name):
        return SimpleTerm(user_id, user_id, name)

    def __contains__(self, value):
        return value in self.terms

    def __iter__(self):
        return iter(self.terms.values())

    def __len__(self):
        return len(self.terms)

    def getTerm(self, value):
        """The term of anybody: whoever left the team stays readable by name."""
        return self._term(value, fullname(value))

    def getTermByToken(self, token):
        """The term of somebody who may be chosen; LookupError for anybody else."""
        return self.terms[token]


reasons = RegistryList("reasons")
contact_kinds = RegistryList("contact_kinds")
assessment_kinds = RegistryList("assessment_kinds")
plan_kinds = RegistryList("plan_kinds")
document_kinds = RegistryList("document_kinds")
markers = RegistryList("markers")
plan_categories = RegistryList("plan_categories")
leaders_of_school = Leaders()
staff_of_school = Staff()

consent = FixedList(
    ("given", _("Given")),
    ("refused", _("Refused")),
    ("not_sought", _("Not sought")),
    ("not_needed", _("Not needed")),
)
contact_groups = FixedList(
    ("parents", _("Parents or carers")),
    ("professionals", _("Other professionals")),
    ("child", _("The child")),
    ("other", _("Somebody else")),
)
concern_kinds = FixedList(("concern", _("Concern")), ("disclosure", _("Disclosure")))
recommendations = FixedList(
    ("further_action", _("Further action")),
    ("no_further_action", _("No further action")),
)
summary_purposes = FixedList(("closure", _("Closure")), ("transfer", _("Transfer")))
not_told_reasons = FixedList(
    ("significant_harm", _("It may place the child at risk of significant harm")),
    ("confidentiality", _("It would breach the child's confidentiality")),
)
handwritten_notes = FixedList(
    ("keep", _("Kept: a scan is filed as a document")),
    ("destroy", _("Destroyed once the record is complete, within 5 working days of the contact")),
)
sources = FixedList(("fact", _("Fact")), ("opinion", _("Opinion")), ("hearsay", _("Hearsay")))
year_groups = FixedList(*((token, year_group_title(token)) for token in YEAR_GROUPS))


def title_of(vocabulary, token):
    """Title of a token in one of the vocabularies above, the token itself when unknown."""
    if not token:
        return ""
    return vocabulary(None).getTerm(token).title
