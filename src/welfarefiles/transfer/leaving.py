"""Whom the records name that are about to go to another school (R106, R128)."""

from ..access.who import who_asks
from ..access.who import without_restricted
from ..named.leaving import leaving
from ..permissions import may
from .knowing import files_of


def names_leaving(school, transfer):
    """A `named.leaving.Leaving` of each file of a transfer that the person may look into.

    Of the restricted section nothing is said: it stays, and its readers look at each record of it.
    """
    who = without_restricted(who_asks())
    files = [file for _part, file in files_of(school, transfer) if file is not None]
    return [leaving(file, who) for file in files if may("View", file)]
