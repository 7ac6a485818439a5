"""The letters of a school: those shipped and its own, every version with who and when."""

from ..calendars import london
from ..ledger.writing import enter
from ..people.stored import stored
from .printing import check_template
from .shipped import AUDIENCES
from .shipped import BY_ID
from .shipped import OTHER
from .shipped import PURPOSES
from .shipped import SHIPPED
from .shipped import shipped_document
from .word import BadTemplate
from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from persistent import Persistent
from persistent.list import PersistentList
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "welfarefiles.letters.templates"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_TITLE = "Enter what this letter is called."
NO_AUDIENCE = "Say whom this letter is for."
NO_PURPOSE = "Say what this letter is for."
SHIPPED_STAYS = "A letter that came with the portal cannot be withdrawn. Upload your own version."


class Version(Persistent):
    """One wording of a letter, never changed. `number`: 1, 2, …; `at`: aware."""

    def __init__(self, number, file, by, at):
        self.number, self.file, self.by, self.at = number, file, by, at


class Own(Persistent):
    """What a school keeps of a letter: its versions, and of its own letters what they are for."""

    def __init__(self, title="", audience="", purpose=OTHER):
        self.title, self.audience, self.purpose = title, audience, purpose
        self.versions = PersistentList()
        self.withdrawn = False


@dataclass(frozen=True)
class Template:
    """A letter as it is now.

    :ivar id: of a shipped letter its purpose, of another 16 hexadecimal digits.
    :ivar version: 0 for the wording that came with the portal.
    """

    id: str
    title: str
    audience: str
    purpose: str
    versions: tuple = ()
    withdrawn: bool = False

    @property
    def version(self):
        return self.versions[-1].number if self.versions else 0

    def data(self, number=None):
        """The Word document of a version, the current unless said; None for none of that number."""
        wanted = self.version if number is None else number
        if wanted == 0:
            return shipped_document(self.id) if self.id in BY_ID else None
        found = next((one for one in self.versions if one.number == wanted), None)
        return found.file.data if found is not None else None


class Letters:
    """Templates of one school. Get it by `letters_of`."""

    def __init__(self, school):
        self.school = school
        self._stored = stored(school, KEY)

    def all(self, withdrawn=False):
        """The shipped ones in their order, then the school's own by title."""
        own = sorted(
            (self.get(id) for id in self._stored if id not in BY_ID), key=lambda one: one.title
        )
        return [self.get(one.id) for one in SHIPPED if not withdrawn] + [
            one for one in own if one.withdrawn == withdrawn
        ]

    def get(self, id):
        """The `Template`, or None."""
        kept = self._stored.get(id) if isinstance(id, str) else None
        if id in BY_ID:
            shipped = BY_ID[id]
            versions = tuple(kept.versions) if kept is not None else ()
            return Template(id, shipped.title, shipped.audience, id, versions)
        if kept is None:
            return None
        return Template(
            id, kept.title, kept.audience, kept.purpose, tuple(kept.versions), kept.withdrawn
        )

    def add(self, title, audience, purpose, data):
        """A new letter with its first version; raises `BadTemplate` and keeps nothing."""
        wrong = [
            sentence
            for sentence, right in (
                (NO_TITLE, title),
                (NO_AUDIENCE, audience in AUDIENCES),
                (NO_PURPOSE, purpose in PURPOSES),
            )
            if not right
        ]
        if wrong:
            raise BadTemplate(*wrong)
        check_template(data, london.now())
        id = secrets.token_hex(8)
        self._writable()[id] = Own(title, audience, purpose)
        return self.change(id, data)

    def change(self, id, data):
        """Another wording, from now on; raises `BadTemplate` and keeps nothing."""
        check_template(data, london.now())
        kept = self._writable()
        if id not in kept:
            kept[id] = Own()
        versions = kept[id].versions
        number = len(versions) + 1
        file = NamedBlobFile(data=data, contentType=WORD, filename=f"letter-{id}-{number}.docx")
        by = api.user.get_current().getId()
        versions.append(Version(number, file, by, london.storable(london.now())))
        enter("letters.template-changed", self.school, template=id, version=number)
        return self.get(id)

    def withdraw(self, id):
        """A letter of the school's own is written no more; its versions stay."""
        if id in BY_ID:
            raise BadTemplate(SHIPPED_STAYS)
        self._writable()[id].withdrawn = True
        enter("letters.template-withdrawn", self.school, template=id)

    def _writable(self):
        annotations = IAnnotations(self.school)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        self._stored = annotations[KEY]
        return self._stored


def letters_of(school):
    """The `Letters` of a school."""
    return Letters(school)
