"""The ledger as CSV, with the filters of the page; that somebody took it is entered too."""

from ..calendars import london
from ..cells import as_csv
from ..ledger import reading
from .telling import Teller
from .views import FileHistory
from .views import SchoolHistory


HEAD = ("Number", "When", "User", "Name", "What", "Kind", "Reference", "About", "More",
        "Through", "Address", "Request", "Hash")  # fmt: skip
AT_ONCE = 1000
MOST = 50000


class Export:
    """Mixin: the entries of a page of the ledger, all pages of them, as a file to save."""

    ledger_action = "history.exported"
    exported = 0

    @property
    def ledger_detail(self):
        return {**super().ledger_detail, "found": self.exported}

    def __call__(self):
        rows = [self.row(told) for told in self.all_told()]
        self.exported = len(rows)
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{self.file_name()}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")
        return as_csv(HEAD, rows).encode("utf-8")

    def all_told(self):
        teller, before, left = Teller(self.request), self.asked.before, MOST
        while left:
            found = reading.entries(self.filter, before=before, limit=min(AT_ONCE, left))
            yield from map(teller.told, found)
            left -= len(found)
            if len(found) < AT_ONCE:
                return
            before = found[-1].number

    def row(self, told):
        return (
            told.number,
            london.in_london(told.moment).isoformat(timespec="seconds"),
            told.person,
            told.name,
            told.what,
            told.kind,
            told.reference,
            told.about,
            "; ".join(told.more),
            told.through,
            told.ip,
            told.request_id,
            told.hash,
        )


class FileExport(Export, FileHistory):
    """Of a file."""

    def file_name(self):
        return f"{self.context.reference}-history.csv"


class SchoolExport(Export, SchoolHistory):
    """Of a school, or of a person in it."""

    def file_name(self):
        return "school-history.csv"
