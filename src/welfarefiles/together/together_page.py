"""The page from which several files go to one school: choose, answer once, then send the packs."""

from .. import _
from ..arranging.prepare_page import answer_fields
from ..arranging.prepare_page import typed_answers
from ..closure.tabs import Tabs
from ..errors import FieldInvalid
from ..files.serialise import addresses
from ..files.states import RECORD_STATES
from ..files.states import tag_of
from ..files.vocabularies import title_of
from ..files.vocabularies import year_groups
from ..granting.form import SmallForm
from ..people.typed import text_of
from ..people.typed import texts_of
from ..transfer import acting
from ..transfer.questions import BadStep
from ..transfer.words import CONSENTS
from ..transfer.words import url_of
from . import together
from .together import Consent
from functools import cached_property
from plone import api
from zope.i18n import translate

import transaction


#: Questions that are asked for each file.
EACH = ("consent", "consent_by", "consent_on")
SURE = _("Tick that you have checked the school.")


class TransferTogether(Tabs, SmallForm):
    """``@@transfer-together`` of a school."""

    tab = "transfer-together"
    page_title = _("Transfer several files")
    ledger_action = "files.register-viewed"
    secrets = ()

    @cached_property
    def fields(self):
        return answer_fields(self.context, None, False, acting.me())

    def act(self):
        if self.typed.text("do") == "send":
            self.secrets = [self.told(*pair) for pair in self.send()]
            return False
        self.job = self.hand_over()
        return True

    def hand_over(self):
        chosen = self.chosen_files
        if not self.typed.text("sure"):
            raise FieldInvalid(SURE, "sure")
        consents = {uid: self.consent_of(uid) for uid in chosen}
        try:
            return together.hand_over_together(self.context, self.answers(chosen), consents)
        except BadStep as error:
            about = getattr(error, "file", "")
            field = f"{error.field}-{about}" if about else error.field
            raise FieldInvalid(error.args[0], field) from error

    def answers(self, chosen):
        """What is answered for all; None where every file chosen is prepared already."""
        prepared = together.prepared_by_file(self.context)
        return typed_answers(self.typed) if set(chosen) - prepared.keys() else None

    def consent_of(self, uid):
        typed = self.typed
        return Consent(
            typed.text(f"consent-{uid}"),
            typed.text(f"consent_by-{uid}"),
            typed.day(f"consent_on-{uid}"),
        )

    def send(self):
        before = transaction.savepoint()
        try:
            return together.send_together(self.context, texts_of(self.request.form, "transfer"))
        except BadStep as error:
            before.rollback()
            raise FieldInvalid(error.args[0], error.field) from error

    def told(self, transfer, secrets):
        """One line of what was sent, with what is shown only now."""
        return {
            "references": references_of(transfer),
            "to": transfer.answers.school,
            "telephone": transfer.answers.telephone,
            "code": secrets and secrets.code,
            "passphrase": secrets and secrets.passphrase,
        }

    @property
    def next_url(self):
        return f"{api.portal.get().absolute_url()}/@@job/{self.job}"

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@transfers"

    @property
    def chosen_files(self):
        return texts_of(self.request.form, "file")

    @property
    def year(self):
        """Token of the year group whose files are listed, "" for all."""
        asked = text_of(self.request.form, "year")
        return asked if asked in {token for token, _title in self.years} else ""

    @cached_property
    def years(self):
        return [(term.token, translate(term.title)) for term in year_groups(self.context)]

    @cached_property
    def files(self):
        """Open files, those with an authorised summary first."""
        address = addresses(api.portal.get())
        found = [
            self.shown(row, state, transfer, address(row))
            for row, state, transfer in together.files_to_go(self.context, self.year)
        ]
        return sorted(found, key=lambda one: not one["ready"])

    def shown(self, row, state, transfer, url):
        value, uid = self.typed.shown, row.uid
        wrong = [self.error_of(f"{name}-{uid}") for name in EACH]
        return {
            "uid": uid,
            "reference": row.reference,
            "name": row.child_name,
            "year": title_of(year_groups, row.year_group) if row.year_group else "",
            "url": f"{url}/@@transfer",
            "summary": RECORD_STATES.get(state, ""),
            "tag": tag_of(state),
            "ready": state == "authorised",
            "chosen": uid in self.chosen_files,
            "prepared": transfer and transfer.answers.school,
            "beside": transfer and references_of(transfer, besides=uid),
            "asks": transfer is None and row.portal_type == "WelfareFile",
            **{name: value(f"{name}-{uid}") for name in EACH},
            "errors": list(filter(None, wrong)),
        }

    @property
    def consents(self):
        return list(CONSENTS.items())

    @cached_property
    def ready(self):
        """Packs that are built and wait to be sent."""
        return [
            {
                "id": one.id,
                "references": references_of(one),
                "to": one.answers.school,
                "url": url_of(self.context, one),
                "how": _("Offer") if one.stays_here else _("Link by mail"),
            }
            for one in together.ready(self.context)
        ]


def references_of(transfer, besides=""):
    """References of the files that go together, without that of one (its UID)."""
    return ", ".join(part.reference for part in transfer.parts if part.uid != besides)
