"""Whose names are looked for in a record: what the person who asks may know, and no more.

The list of pupils, which everybody who signs in can search as they raise a concern; the files the
person may open, with the parents and carers on their front sheets; the brothers and sisters on
this file's front sheet. That a word is marked thus never tells that a child has a file: of a child
without a place in these three, nothing is marked.
"""

from ..access.who import who_asks
from ..forms.pupils import pupils
from ..lookup import query
from ..people.names import fullname
from ..people.stored import uid_of
from ..people.team import school_of
from ..people.team import team
from .around import adults
from .around import around
from .matching import find
from .register import Child
from .register import Register
from .register import words_in
from dataclasses import replace
from functools import cached_property


#: Registers of lists of pupils by school and list: 2,000 pupils take some milliseconds to sort in.
_KEPT = {}
MOST_KEPT = 64


def registers(file, texts):
    """The `Register`s for whoever is signed in, and `Around` of a file.

    Of the files the person may open only those whose child some word of `texts` may mean.
    """
    school = school_of(file)
    of_pupils = _of_pupils(uid_of(school), pupils(school))
    about = around(child_of(file, of_pupils), file.people or ())
    seen = query.names_seen(who_asks(), uid_of(school), words_in(texts))
    children = [(Child(*names), carers.splitlines()) for *names, carers in seen]
    of_files = Register(child for child, _carers in children)
    return [of_pupils, of_files, Register(adults(children)), Register(about.siblings)], about


class Known:
    """Whose names are looked for in these texts of a file: asked once for all of them."""

    def __init__(self, file, texts):
        self.file = file
        self.registers, self.around = registers(file, texts)

    def found_in(self, texts):
        """`matching.find` in some of the texts, as whoever is signed in may know: no staff."""
        answer = find(texts, self.registers, self.around)
        if not any(one.is_adult for found in answer for one in found):
            return answer
        return [[one for one in found if one.key not in self.staff] for found in answer]

    @cached_property
    def staff(self):
        return staff_keys(school_of(self.file))


def found_in(file, texts):
    """`Known.found_in` of texts that are alone."""
    return Known(file, texts).found_in(texts)


def staff_keys(school):
    """Keys of the people of a school's team, as if they were parents: some are."""
    names = (fullname(entry.user_id) for entry in team(school).entries())
    return {one.key for one in adults([(None, names)])}


def child_of(file, of_pupils):
    """The child a file is about, with the year and class of the list where the file has none."""
    names = (file.given_name or "", file.family_name or "", file.known_as or "")
    own = Child(*names, file.year_group or "", file.class_group or "")
    same = of_pupils.by_key.get(own.key)
    if same is None:
        return own
    year, class_name = own.year or same.year, own.class_name or same.class_name
    return replace(own, year=year, class_name=class_name)


def _of_pupils(school_uid, listed):
    key = (school_uid, listed.mark)
    found = _KEPT.get(key) if listed.mark else None
    if found is None:
        found = Register(
            Child(one.given_name, one.family_name, one.known_as, one.year, one.class_name)
            for one in listed.names()
        )
        if listed.mark:
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = found
    return found
