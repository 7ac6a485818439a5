"""Pages of a school that belong together, joined by tabs; each person sees those they may open."""

from ..fragment import Fragment
from ..permissions import may


TAB_BAR = Fragment(__file__, "templates/school_tabs.pt")


class SchoolTabs:
    """For views of a school.

    `tab` names the page that is open, `pages` all of them: view name, title, permission.
    `tabs_label` says what they are about.
    """

    tab = ""
    tabs_label = ""
    pages = ()

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
            for name, title, permission in self.pages
            if may(permission, self.context)
        ]
        return TAB_BAR(self.request, tabs=tabs, label=self.tabs_label)
