"""Actions the ledger can hold. The concerns register them; the ledger knows none by itself."""

from .. import _
from .interfaces import ILedgerActions
from dataclasses import dataclass
from zope.component import getUtilitiesFor
from zope.interface import implementer

import re


#: Kinds of action, which differ in how long entries are kept and in the filters of the pages.
KINDS = ("view", "search", "download", "change", "refusal", "sign-in", "access", "mail", "disposal")
SEVERITIES = ("plain", "notable", "serious")
_ID = re.compile(r"[a-z]+(\.[a-z]+(-[a-z]+)*)+")


@dataclass(frozen=True)
class Action:
    """Something that can happen.

    `id`: "concern.what-happened"; `sentence`: message (i18n), what a reader of the ledger sees,
    without names; `kind`: one of `KINDS`; `severity`: one of `SEVERITIES`.
    Raises ValueError for anything else.
    """

    id: str
    sentence: str
    kind: str = "change"
    severity: str = "plain"

    def __post_init__(self):
        if not _ID.fullmatch(self.id):
            raise ValueError(f"not the id of an action: {self.id!r}")
        if self.kind not in KINDS or self.severity not in SEVERITIES:
            raise ValueError(f"{self.id}: unknown kind or severity")


@implementer(ILedgerActions)
class Actions:
    """The actions of one concern, registered as a utility named after it."""

    def __init__(self, *actions):
        self.actions = actions
        self.by_id = {action.id: action for action in actions}


class UnknownAction(LookupError):
    """No concern has registered an action with this id: a mistake in the program."""


def find_action(id):
    """The registered `Action` with this id. Raises `UnknownAction`."""
    for _name, utility in getUtilitiesFor(ILedgerActions):
        action = utility.by_id.get(id)
        if action is not None:
            return action
    raise UnknownAction(id)


def known_actions():
    """{id: `Action`} of all concerns."""
    found = (utility.actions for _name, utility in getUtilitiesFor(ILedgerActions))
    return {action.id: action for actions in found for action in actions}


#: Of the ledger itself.
ACTIONS = Actions(
    Action("ledger.sealed", _("Old views sealed away"), kind="disposal", severity="notable"),
    Action(
        "ledger.did-not-take-place",
        _("A change that was entered did not take place, or was lost with a backup"),
        severity="serious",
    ),
)
