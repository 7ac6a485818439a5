"""Who has not read what: for those in charge, on the screen and as a spreadsheet."""

from .. import _
from ..calendars import london
from ..cells import as_csv
from ..people.names import fullname
from .views import PoliciesView


COLUMNS = ("policy", "version", "published", "person", "user name", "acknowledged")


class Report(PoliciesView):
    """`policy-report`: each policy in force, how many have to read it, who has not."""

    page_title = _("Who has not read what")

    def rows(self):
        for policy in self.kept.all():
            must, unread = self.kept.must_read(policy), self.kept.unread(policy)
            yield {
                **self.shown(policy),
                "number": len(must),
                "done": len(must) - len(unread),
                "unread": sorted(map(fullname, unread), key=str.casefold),
            }


class ReportFile(PoliciesView):
    """The same as CSV: a line for each policy and person; formulas are escaped."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", 'attachment; filename="policies-read.csv"')
        return as_csv(COLUMNS, self.rows()).encode()

    def rows(self):
        for policy in self.kept.all():
            now = policy.current
            about = (policy.title, str(now.number), now.published_on.isoformat())
            for user_id in self.kept.must_read(policy):
                read = policy.read_at(user_id)
                day = london.london_date(read).isoformat() if read else ""
                yield (*about, fullname(user_id), user_id, day)
