"""The pages of a school about retention, joined by tabs; each person sees those they may open."""

from .. import _
from ..fragment import Fragment
from ..permissions import may


#: View name, title, permission. Disposal stands in a concern of its own.
PAGES = (
    ("disposal", _("Disposal"), "welfarefiles: View disposal"),
    ("raised-kept", _("Raised, in no file"), "welfarefiles: View disposal"),
    ("holds", _("Holds"), "welfarefiles: Manage holds"),
    ("retention-schedule", _("Schedule"), "welfarefiles: View retention reports"),
    ("retention-report", _("Report"), "welfarefiles: View retention reports"),
)
TAB_BAR = Fragment(__file__, "templates/tabs.pt")


def pages(school):
    """(name, title) of those the signed-in person may open."""
    return [(name, title) for name, title, permission in PAGES if may(permission, school)]


class Tabs:
    """For views of a school: `tab` names the page that is open."""

    tab = ""

    def tab_bar(self):
        """HTML of the tabs."""
        base = self.context.absolute_url()
        tabs = [
            {
                "title": title,
                "url": f"{base}/@@{name}",
                "count": None,
                "current": name == self.tab,
            }
            for name, title in pages(self.context)
        ]
        return TAB_BAR(self.request, tabs=tabs)
