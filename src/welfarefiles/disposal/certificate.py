"""The certificate of disposal: what was destroyed, by which rule, by whom, as PDF/A."""

from ..calendars import london
from ..chronology.typesetting import typeset
from ..people.names import fullname
from ..retention.words import class_title
from .register import disposals_of
from importlib.resources import files


def certificate(school, batch):
    """The PDF for a batch that was carried out. Raises `typesetting.TypesettingFailed`."""
    template = files(__package__).joinpath("templates/certificate.typ").read_text("utf-8")
    return typeset(template, content(school, batch), batch.destroyed_at)


def content(school, batch):
    """What stands on the certificate: references, dates and hashes, no name of a child."""
    stones = disposals_of(school).tombstones(batch.id)
    return {
        "school": school.title,
        "batch": batch.id,
        "prepared_by": fullname(batch.prepared_by),
        "prepared_at": london.format_datetime(batch.at),
        "authorised_by": fullname(batch.authorised_by),
        "authorised_at": london.format_datetime(batch.authorised_at),
        "destroyed_at": london.format_datetime(batch.destroyed_at),
        "files": [described(stone) for stone in stones],
    }


def described(stone):
    """One destroyed file."""
    return {
        "reference": stone.reference,
        "class": ", ".join(class_title(name) for name in stone.classes),
        "opened": london.format_date(stone.opened_on) if stone.opened_on else "",
        "closed": london.format_date(stone.closed_on) if stone.closed_on else "",
        "rule": f"{stone.rule}: {stone.period} ({stone.authority}; schedule {stone.schedule})",
        "keep_until": london.format_date(stone.keep_until),
        "destroyed_at": london.format_datetime(stone.destroyed_at),
        "records": str(stone.records),
        "hash": " ".join(stone.manifest_hash[i : i + 8] for i in range(0, 64, 8)),
    }
