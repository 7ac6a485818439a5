"""The pages of a school about retention, joined by tabs; each person sees those they may open."""

from .. import _
from ..files.school_tabs import SchoolTabs
from ..permissions import may


#: View name, title, permission. Disposal stands in a concern of its own.
PAGES = (
    ("disposal", _("Disposal"), "welfarefiles: View disposal"),
    ("raised-kept", _("Raised, in no file"), "welfarefiles: View disposal"),
    ("holds", _("Holds"), "welfarefiles: Manage holds"),
    ("retention-schedule", _("Schedule"), "welfarefiles: View retention reports"),
    ("retention-report", _("Report"), "welfarefiles: View retention reports"),
)


def pages(school):
    """(name, title) of those the signed-in person may open."""
    return [(name, title) for name, title, permission in PAGES if may(permission, school)]


class Tabs(SchoolTabs):
    """For views of a school: `tab` names the page that is open."""

    tabs_label = _("About retention")
    pages = PAGES
