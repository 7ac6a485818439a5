"""Whether something raised is about a child whose file a person is barred from. Needs no Plone.

A barred lead sees neither the concern that went into that file, nor one that names the child,
before anybody has put the two together.
"""

from ..index.words import sort_key
from ..index.words import words


def is_about(file, file_uid="", pupil=None, child=""):
    """Whether a file (`index.rows.FileRow`) is of the child something was raised about.

    :param file_uid: of the file it went into.
    :param pupil: `pupils.Pupil` it names, or None.
    :param child: how the reporter named the child.
    """
    if file_uid and file_uid == file.uid:
        return True
    if pupil is not None and _same(file, pupil):
        return True
    said = named(child)
    firsts = [named(name) for name in (file.given_name, file.known_as) if name]
    family = named(file.family_name)
    return bool(family) and family <= said and any(first & said for first in firsts)


def _same(file, pupil):
    if file.upn and pupil.upn:
        return file.upn == pupil.upn
    names = sort_key(file.family_name, file.given_name)
    if names != sort_key(pupil.family_name, pupil.given_name):
        return False
    born = (file.date_of_birth, pupil.date_of_birth)
    return None in born or born[0] == born[1]


def named(text):
    """The words of a name as a set; O'Neil is one word, however it is written."""
    return set(words(sort_key(text or "")))
