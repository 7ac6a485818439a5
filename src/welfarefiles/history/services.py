"""REST: ``GET …/@ledger`` of a file, of a school and, by ``?person=``, of a person in it."""

from .. import _
from ..ledger import reading
from ..rest.deserialise import Refused
from ..rest.listing import page_size
from ..rest.refusing import JsonService
from .asked import asked
from .reach import of_file
from .reach import reach
from .telling import Teller
from urllib.parse import urlencode


NO_SUCH = _("There is no such condition.")
PAGING = {"b_size", "after"}
KNOWN = {"kind", "person", "from", "until", "reference", *PAGING}


class Ledger(JsonService):
    """Entries, the newest first; the following page is at ``batching.next``.

    What the asking person may not see of a file is told as on the pages: that something happened.
    """

    ledger_action = "history.viewed"

    def entries_of(self, **conditions):
        raise NotImplementedError

    @property
    def ledger_detail(self):
        return {"about": self.understood().person, "kind": self.understood().kind}

    def understood(self):
        form = self.request.form
        return asked({**form, "before": form.get("after") or ""})

    def answer(self):
        form, understood = self.request.form, self.understood()
        refuse_unknown(form, understood.problems)
        size, within = page_size(form.get("b_size")), self.entries_of(**understood.conditions())
        found = reading.entries(within, before=understood.before, limit=size + 1)
        teller = Teller(self.request)
        url = f"{self.context.absolute_url()}/@ledger"
        return {
            "@id": url,
            "items": [as_json(teller.told(entry)) for entry in found[:size]],
            "items_total": sum(reading.counts("kind", within).values()),
            **following(url, form, found[size - 1].number if len(found) > size else None),
        }


class FileLedger(Ledger):
    """Of a file."""

    def entries_of(self, **conditions):
        return of_file(self.context, **conditions)


class SchoolLedger(Ledger):
    """Of a school."""

    def entries_of(self, **conditions):
        return reach(self.context, **conditions)


def refuse_unknown(form, problems):
    """Raise `Refused` for what nobody knows or nobody can mean."""
    wrong = [{"field": name, "message": NO_SUCH} for name in sorted(set(form) - KNOWN)]
    named = {"before": "after"}
    wrong += [{"field": named.get(name, name), "message": why} for name, why in problems.items()]
    if wrong:
        raise Refused(wrong)


def following(url, form, number):
    """The way to the next page, nothing on the last."""
    if number is None:
        return {}
    again = {name: value for name, value in form.items() if name != "after" and value}
    address = f"{url}?{urlencode({**again, 'after': number}, doseq=True)}"
    return {"batching": {"@id": url, "after": str(number), "next": address}}


def as_json(told):
    """One entry. `told` is null where the asking person may not see what it is about."""
    return {
        "number": told.number,
        "moment": told.moment.isoformat(timespec="seconds"),
        "person": told.person,
        "name": told.name,
        "kind": told.kind,
        "what": told.what,
        "reference": told.reference,
        "about": told.about,
        "severity": told.severity,
        "standing": told.standing,
        "through": told.through,
        "address": told.ip,
        "request": told.request_id,
        "hash": told.hash,
        "told": told.values,
    }
