"""Lists of the body map: named places, and what can be marked. The rules depend on neither."""

from .. import _
from ..interfaces import IWordList
from .places import PLACES
from zope.interface import implementer
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


KINDS = {
    "bruise": _("Bruise"),
    "cut": _("Cut or graze"),
    "burn": _("Burn or scald"),
    "bite": _("Bite"),
    "scratch": _("Scratch"),
    "swelling": _("Swelling"),
    "redness": _("Redness or rash"),
    "pain": _("Pain the child points to"),
    "other": _("Other mark"),
}


def _terms(titles):
    return SimpleVocabulary([SimpleTerm(token, token, title) for token, title in titles.items()])


@implementer(IWordList)
class Fixed:
    """Vocabulary factory over {token: title}."""

    def __init__(self, titles):
        self.vocabulary = _terms(titles)

    def __call__(self, context):
        return self.vocabulary


places = Fixed({token: title for token, (title, _x, _y) in PLACES.items()})
kinds = Fixed(KINDS)
