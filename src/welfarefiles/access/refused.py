"""A refusal is entered in the ledger, alike for what is hidden and what is absent.

Whoever asked is told nothing of it, and nothing that could tell the two apart: both are one entry.
"""

from ..blinding import blinded
from ..interfaces import IPrivateContent
from ..interfaces import IWelfareContent
from ..ledger.writing import enter_now
from ..ledger.writing import LedgerUnavailable
from .wall import unwrapped

import logging


logger = logging.getLogger(__name__)


def enter_refusal(request, user):
    """Enter that somebody signed in was refused something under a school.

    The path is entered as a hash: anybody can put a name into one. When the ledger cannot take the
    entry the refusal stands as it is, and the log says that one is missing.

    :param user: whose credentials came with the request, None for nobody: then nothing is entered.
    """
    if user is None or user.getId() is None:
        return
    method = request.environ.get("REQUEST_METHOD", "GET")
    path = blinded(request.environ.get("PATH_INFO", ""))
    try:
        enter_now(
            "access.refused",
            refused_content(request),
            person=user.getId(),
            path=path,
            method=method if method != "GET" else "",
        )
    except LedgerUnavailable:
        logger.error("A refusal is missing in the ledger: it could not take it")


def refused_content(request):
    """What the path led to before it was refused: a file or record, else a school, else None."""
    steps = [unwrapped(step) for step in request.get("PARENTS", ())]
    ours = [step for step in steps if IWelfareContent.providedBy(step)]
    private = (step for step in ours if IPrivateContent.providedBy(step))
    return next(private, ours[0] if ours else None)
