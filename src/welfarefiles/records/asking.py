"""How a form asks for one kind of record, so that nobody is drowned in fields (R018-R026).

A type of record has `askings`, the most frequent first. The address of its form names one:
``…/++add++ContactNote?kind=no_access``. REST knows no askings: the rules are those of the type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field


@dataclass(frozen=True)
class Asking:
    """One way of asking. Fields are named as in the schema.

    `values`: what the form begins with; `fixed`: what it sets without asking. `also`: fields seldom
    asked (`Record.seldom`) that it asks; `leave_out`: others that it does not. `needed`: fields its
    rule asks for. `labels`, `hints`: other words for fields; `note`: what is read before them all.
    `not_offered`: {field: tokens} that make no sense here. `offered`: stands in the file's menu.
    """

    name: str = ""
    title: str = ""
    values: Mapping = field(default_factory=dict)
    fixed: Mapping = field(default_factory=dict)
    also: tuple = ()
    leave_out: tuple = ()
    needed: tuple = ()
    labels: Mapping = field(default_factory=dict)
    hints: Mapping = field(default_factory=dict)
    not_offered: Mapping = field(default_factory=dict)
    note: str = ""
    offered: bool = True

    def fits(self, values):
        """Whether a record with these values is one of those it alone asks for."""
        return bool(self.fixed) and self.fixed.items() <= values.items()

    def asks(self, name, seldom):
        """Whether it asks a field; `seldom`: the type's fields that most forms do without."""
        if name in self.fixed or name in self.leave_out:
            return False
        return name in self.also or name in self.needed or name not in seldom


def asking_named(askings, name):
    """The `Asking` of that name, or None."""
    return next((one for one in askings if name and one.name == name), None)


def asking_of(askings, values):
    """The first `Asking` a record with these values is one of; a plain one where there is none."""
    return next((one for one in askings if one.fits(values)), None) or Asking()
