"""What somebody gives as a policy, checked; the page and REST ask the same."""

from .. import _
from ..errors import FieldInvalid
from ..notices.mail import tell
from ..people.roles import TEAM_ROLES
from ..people.staff import is_staff
from . import rule
from .register import policies
from zipfile import BadZipFile
from zipfile import ZipFile


LONGEST_TITLE, LONGEST_TEXT, MOST_BYTES = 120, 200_000, 20 * 1024 * 1024
READERS = frozenset({rule.EVERYBODY, *TEAM_ROLES})

TITLE = _("Give the policy a title of at most 120 characters.")
NO_WORDS = _("Write the policy here, or choose a file.")
TOO_LONG = _("This is too long: at most 200,000 characters.")
OWNER = _("Choose somebody of the school's people who looks after it.")
REVIEW = _("Say when it is reviewed next.")
NOBODY = _("This is no role of the team.")
KIND = _("Choose a PDF or a Word file (.docx).")
LARGE = _("This file is larger than 20 MB.")
TEXT_PUBLIC = _("What families read, and what is read before the first sign-in, is written here.")

TO_READ = _("A policy is to be read")
READ_IT = _("A policy of the school was published. Read it, and say that you have.")


def check(school, given):
    """Raise `FieldInvalid`, with the name of the field, where a `Given` cannot be meant."""
    if not given.title or len(given.title) > LONGEST_TITLE or "\n" in given.title:
        raise FieldInvalid(TITLE, "title")
    if len(given.text) > LONGEST_TEXT:
        raise FieldInvalid(TOO_LONG, "text")
    if not given.text and given.file is None:
        raise FieldInvalid(NO_WORDS, "text")
    if not given.text and (given.public or given.first):
        raise FieldInvalid(TEXT_PUBLIC, "text")
    if not given.readers <= READERS:
        raise FieldInvalid(NOBODY, "readers")
    if not given.owner or not is_staff(school, given.owner):
        raise FieldInvalid(OWNER, "owner")
    if given.next_review is None:
        raise FieldInvalid(REVIEW, "next_review")
    check_file(given.file)


def check_file(file):
    """A PDF or a Word file by its bytes, whatever it is called; None is none."""
    if file is None:
        return
    if file.getSize() > MOST_BYTES:
        raise FieldInvalid(LARGE, "file")
    with file.open() as stream:
        if stream.read(5) == b"%PDF-":
            return
        try:
            names = ZipFile(stream).namelist()
        except (BadZipFile, ValueError, OSError, NotImplementedError):
            names = ()
    if "word/document.xml" not in names:
        raise FieldInvalid(KIND, "file")


def publish(school, given, author, policy=None):
    """Add a policy, or change one, and tell those who have to read it now. The policy."""
    check(school, given)
    kept = policies(school)
    if policy is None:
        policy = kept.publish(given, author)
    elif not kept.change(policy, given, author):
        return policy
    if not policy.withdrawn:
        others = [id for id in kept.unread(policy) if id != author]
        tell(others, TO_READ, [READ_IT], f"{school.absolute_url()}/@@policies")
    return policy
