"""What can happen to a school and its files, and to whoever looks for something in them."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("files.opened", _("New file opened")),
    Action("files.changed", _("Front sheet changed")),
    Action("files.viewed", _("File seen"), kind="view"),
    Action("files.register-viewed", _("Register seen"), kind="view"),
    Action("files.searched", _("Searched, with results"), kind="search"),
    Action("files.school-added", _("School added")),
    Action("files.school-changed", _("Settings of the school changed")),
)
