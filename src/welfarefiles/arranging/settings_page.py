"""How a school transfers: which days count, what becomes of its copy, what packs call it."""

from .. import _
from ..chasing.clock import EVERY_DAY
from ..chasing.clock import SCHOOL_DAYS
from ..granting.form import AREA
from ..granting.form import CHOICE
from ..granting.form import Field
from ..granting.form import SmallForm
from ..ledger.writing import enter
from ..transfer import questions
from ..transfer.questions import BadStep
from ..transfer.store import Settings
from ..transfer.store import transfers_of
from .prepare_page import as_field_errors
from dataclasses import asdict
from functools import cached_property


KEEP, REDUCE = "keep", "reduce"
DAYS = {
    SCHOOL_DAYS: _("School days, by the school's term dates"),
    EVERY_DAY: _("Every day"),
}
COPIES = {
    KEEP: _("Keep it, read-only, until its retention ends"),
    REDUCE: _("Reduce it to the register row, the transfer and the manifest, by two people"),
}


def change(school, settings):
    """Store how the school wants it. Raises `BadStep`."""
    if settings.days not in DAYS:
        raise BadStep("Choose one of the answers.", "days")
    if settings.copy not in COPIES:
        raise BadStep("Choose one of the answers.", "copy")
    questions.refuse_books(asdict(settings))
    if not questions.is_dfe_number(settings.dfe_number):
        raise BadStep("A DfE number is seven digits like 999/1234.", "dfe_number")
    if settings.email and not questions.is_address(settings.email):
        raise BadStep("Enter an email address.", "email")
    before = transfers_of(school).settings
    changed = [name for name, value in asdict(settings).items() if getattr(before, name) != value]
    if changed:
        transfers_of(school).set(settings)
        enter("transfer.settings-changed", school, changed=", ".join(changed))


class TransferSettings(SmallForm):
    """``@@transfer-settings`` of a school."""

    page_title = _("How this school transfers")
    done = _("Saved")

    @cached_property
    def fields(self):
        now = transfers_of(self.context).settings
        return (
            Field("days", _("Which days the five days count"), CHOICE,
                  _("Guidance says 5 days, not which. Both are shown."),
                  options=tuple(DAYS.items()), value=now.days),
            Field("copy", _("The school's own copy, after the receipt"), CHOICE,
                  _("Never while a hold stands"), options=tuple(COPIES.items()), value=now.copy),
            Field("dfe_number", _("DfE number of this school"), hint=_("For example 999/1234"),
                  required=False, value=now.dfe_number),
            Field("address", _("Address"), AREA, required=False, value=now.address),
            Field("email", _("Official email address"), required=False, value=now.email),
        )  # fmt: skip

    def act(self):
        names = ("days", "copy", "dfe_number", "address", "email")
        with as_field_errors():
            change(self.context, Settings(**{name: self.typed.text(name) for name in names}))

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@transfers"
