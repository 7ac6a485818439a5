"""The pages of a school about letters."""

from .. import _
from ..files.school_tabs import SchoolTabs
from ..permissions import MANAGE_LETTERS
from ..permissions import SEND_LETTER


class Tabs(SchoolTabs):
    """For views of a school: `tab` names the page that is open."""

    tabs_label = _("About letters")
    pages = (
        ("letters-to-send", _("To send"), SEND_LETTER),
        ("letter-templates", _("Templates"), MANAGE_LETTERS),
    )
