"""The page families read without signing in: the school's duties, in its own words (R048)."""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from .register import policies
from .rendering import rendered
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Notice(BrowserView):
    """`notice-to-families`: the public policies of the site's schools, and nothing else."""

    page_title = _("Notice to families")

    def __call__(self):
        self.notices = list(self.found())
        if not self.notices:
            raise NotFound()
        return self.index()

    def found(self):
        for school in every_school(self.context):
            for policy in policies(school).all():
                if policy.public:
                    yield {
                        "school": school.title,
                        "title": policy.title,
                        "html": rendered(policy.current.text),
                        "published": london.format_short_date(policy.current.published_on),
                    }
