"""The receipt of one part, however it came: by the link, on paper, or from a school of the site."""

from .. import _
from ..calendars import london
from ..notices.mail import tell
from ..transfer import steps
from ..transfer.acting import end
from ..transfer.acting import keep
from ..transfer.interfaces import FileReceived
from ..transfer.knowing import file_of
from plone import api
from zope.event import notify


def confirm(school, transfer, part_id, receipt, action):
    """Keep the receipt of one part and enter it; the transfer. Raises `questions.BadStep`.

    The day on the receipt is that of the file's transfer, from which its retention may count.
    After the last receipt the link is used, and the pack is removed from the server.
    """
    new = steps.confirmed(transfer, part_id, receipt)
    keep(school, new, action, confirmed=part_id)
    note_day(school, new, part_id)
    if new.state == steps.RECEIVED:
        end(school, transfer)
    return new


def note_day(school, transfer, part_id):
    """Write on the file when it was received; not on one that was recalled meanwhile."""
    part = next(one for one in transfer.parts if one.id == part_id)
    file = file_of(school, part.uid)
    if file is not None and api.content.get_state(file) == "transferred":
        file.transferred_on = london.london_date(transfer.receipts[part_id].at)
        notify(FileReceived(file))


def tell_sender(school, transfer):
    """Whoever waits for the receipt hears that it is there."""
    references = ", ".join(part.reference for part in transfer.parts)
    tell(
        {transfer.answers.chaser, transfer.by},
        _("A transfer was received"),
        [_("The receipt for ${references} is there.", mapping={"references": references})],
        f"{school.absolute_url()}/@@transfer-of?id={transfer.id}",
    )
