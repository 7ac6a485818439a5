"""The pages of a school about closing files and the letters that go with it."""

from .. import _
from ..files.school_tabs import SchoolTabs
from ..permissions import CLOSE_TOGETHER
from ..permissions import MANAGE_CHECKLIST
from ..permissions import MANAGE_LETTERS
from ..permissions import may
from ..permissions import SEND_LETTER


#: View name, title, permission. Letters and transfers stand in concerns of their own.
PAGES = (
    ("letters-to-send", _("Letters to send"), SEND_LETTER),
    ("letter-templates", _("Templates of letters"), MANAGE_LETTERS),
    ("close-together", _("Close several files"), CLOSE_TOGETHER),
    ("transfer-together", _("Transfer several files"), "welfarefiles: Send transfer"),
    ("closing-checklist", _("Closing checklist"), MANAGE_CHECKLIST),
)


def pages(school):
    """Names of those the signed-in person may open."""
    return [name for name, _title, permission in PAGES if may(permission, school)]


class Tabs(SchoolTabs):
    """For views of a school: `tab` names the page that is open."""

    tabs_label = _("About closure and letters")
    pages = PAGES
