"""What the page of a transfer shows of it."""

from .. import _
from ..access.guards import reasons
from ..calendars import london
from ..chasing.clocks import clocks
from ..closure.gate import current_summary
from ..files.serialise import addresses
from ..named.leaving import shown
from ..packs import passphrases
from ..packs import spool
from ..people.names import fullname
from ..permissions import may
from ..sending import sending
from ..transfer import acting
from ..transfer import naming
from ..transfer import questions
from ..transfer import steps
from ..transfer.acting import RECEIPTS
from ..transfer.acting import SEND
from ..transfer.knowing import files_of
from ..transfer.knowing import me
from ..transfer.leaving import names_leaving
from ..transfer.words import ASKED
from ..transfer.words import CONSENTS
from ..transfer.words import GOES
from ..transfer.words import OFFERED
from ..transfer.words import part_title
from ..transfer.words import STATES
from ..transfer.words import STAYS
from ..transfer.words import UNANSWERED
from ..transfer.words import YES_NO
from AccessControl import Unauthorized
from functools import cached_property
from plone import api


def state_of(school, transfer):
    """(class of a tag, word) of where a transfer stands."""
    late = any(one.open and one.late for one in clocks(school, transfer))
    if late and transfer.state == steps.SENT:
        return UNANSWERED
    return OFFERED if transfer.offer is not None else STATES[transfer.state]


class Shown:
    """Mixin of a view of a school with a `transfer`."""

    missing_now = ()

    @cached_property
    def state(self):
        tag, word = state_of(self.context, self.transfer)
        return {"id": self.transfer.state, "tag": tag, "word": word}

    @cached_property
    def is_sender(self):
        return may(SEND, self.context) and self._is_lead

    @property
    def _is_lead(self):
        try:
            acting.need_sender(self.context, self.transfer)
        except Unauthorized:
            return False
        return True

    @cached_property
    def may_answer(self):
        """Whether the person may transfer each of the files."""
        return acting.may_transfer(self.context, self.transfer)

    @property
    def may_keep(self):
        return may(RECEIPTS, self.context)

    @property
    def is_second(self):
        """Whether the person may agree to the override: not whoever proposed it."""
        override = self.transfer.override
        if override is None or override.stands or override.by == me():
            return False
        return naming.may_be_second(self.context, self.transfer)

    @property
    def may_reduce(self):
        """Whether the page about the school's own copy is for this person."""
        return may("welfarefiles: View disposal", self.context)

    def parts(self):
        """The files that go, with what each still lacks."""
        return [self.part(part, file) for part, file in files_of(self.context, self.transfer)]

    def part(self, part, file):
        seen = file is not None and may("View", file)
        preparing = self.transfer.state == steps.PREPARED
        receipt = self.transfer.receipts.get(part.id)
        return {
            "id": part.id,
            "title": part_title(part),
            "reference": part.reference,
            "url": file.absolute_url() if seen else None,
            "missing": reasons(file, "transfer") if seen and preparing else [],
            "way": self.way(file) if seen and preparing else None,
            "receipt": receipt and self.receipt(part, receipt),
            "refusal": self.refusal(part),
        }

    def names_shown(self):
        """HTML of what is said of other children named in each file, before it goes (R128)."""
        if self.transfer.state not in (steps.PREPARED, steps.READY, steps.SENT):
            return ""
        found = names_leaving(self.context, self.transfer)
        return "".join(shown(one, self.request) for one in found)

    def way(self, file):
        """(title, address) of what comes next on a file: to write its summary, or to look at it."""
        summary = current_summary(file, "transfer")
        if summary is not None:
            return _("Summary of transfer and checklist"), summary.absolute_url()
        address = f"{file.absolute_url()}/++add++ClosingSummary?purpose=transfer"
        return _("Write the summary of transfer"), address

    def refusal(self, part):
        """Why the receiving school of this site does not take a part, or None."""
        found = self.transfer.refusals.get(part.id)
        if found is None or part.id in self.transfer.receipts:
            return None
        at = london.format_datetime(found.at)
        return {"by": fullname(found.by), "why": found.why, "at": at}

    def receipt(self, part, receipt):
        return {
            "by": f"{receipt.name}, {receipt.role}, {receipt.school}",
            "address": receipt.address,
            "at": london.format_datetime(receipt.at),
            "paper": receipt.how == steps.ON_PAPER,
            "noted_by": fullname(receipt.noted_by),
            "elsewhere": receipt.how == steps.BY_LINK and not self.is_expected(receipt.address),
        }

    def is_expected(self, address):
        """Whether somebody's address is of the domain the link was sent to."""
        return address.rpartition("@")[2].lower() == (
            self.transfer.answers.email.rpartition("@")[2].lower()
        )

    def missing(self):
        """What stands in the way of all files, each sentence once."""
        found = [why for part in self.parts() for why in part["missing"]]
        return list(dict.fromkeys([*self.missing_now, *found]))

    def facts(self):
        """(label, value) of the answers."""
        said = self.transfer.answers
        pairs = [
            (_("Receiving school"), said.school),
            (_("Where it is"), _("On this site: it is offered here") if said.receiver else None),
            (_("Email"), said.email),
            (_("Telephone"), said.telephone),
            (_("Address"), said.address),
            (_("DfE number"), said.dfe_number),
            (_("The child leaves, or left, on"), london.format_date(said.leaves_on)),
            (_("Consent to send the welfare file"), self.consent),
            (_("Shared before the child leaves"), YES_NO.get(said.shared_early)),
            (_("Why, and what"), said.early_reason),
            (_("The parents have been told"), YES_NO.get(said.parents_told)),
            (_("Why not"), said.parents_reason),
            (_("Prepared by"), fullname(self.transfer.by)),
            (_("Asks for the receipt"), fullname(said.chaser)),
        ]
        return [(label, value) for label, value in pairs if value]

    @property
    def consent(self):
        said = self.transfer.answers
        if not self.transfer.has_welfare or not said.consent:
            return None
        if said.consent != questions.GIVEN:
            return CONSENTS[said.consent]
        return _("Given by ${name}, ${day}", mapping={
            "name": said.consent_by, "day": london.format_date(said.consent_on)})  # fmt: skip

    @property
    def needs_override(self):
        said = self.transfer.answers
        without = (questions.REFUSED, questions.NOT_SOUGHT)
        return self.transfer.has_welfare and said.consent in without

    def override_shown(self):
        override = self.transfer.override
        return override and {
            "why": override.why,
            "by": fullname(override.by),
            "agreed_by": fullname(override.agreed_by) if override.stands else None,
        }

    @cached_property
    def section(self):
        """Of the restricted section, for its readers alone: each record, and whether it goes."""
        named, address = self.transfer.named, addresses(api.portal.get())
        rows = naming.in_section(self.context, self.transfer)
        return [self.in_section(row, named.get(row.uid), address(row)) for row in rows]

    def in_section(self, row, named, url):
        tag, word = STAYS if named is None else GOES if named.stands else ASKED
        return {
            "title": row.heading or row.title,
            "day": london.format_short_date(london.london_date(row.happened_at)),
            "tag": tag,
            "word": word,
            "url": f"{url}/@@{naming.PAGE}",
            "open": self.transfer.state == steps.PREPARED and (named or self.may_answer),
        }

    def pack(self):
        pack = self.transfer.pack
        return pack and {
            "at": london.format_datetime(pack.at),
            "size": f"{pack.size / 1_000_000:,.1f} MB",
            "hash": pack.manifest_hash,
            "drafts": pack.drafts,
            "is_there": spool.pack_path(pack.id) is not None,
            "may_carry": sending.may_carry(self.context, self.transfer),
            "told": not passphrases.is_kept(self.context, pack.id),
        }

    def link(self):
        link = self.transfer.link
        return link and {
            "to": link.sent_to,
            "at": london.format_datetime(link.at),
            "expires": london.format_date(london.london_date(link.expires)),
            "opened": bool(link.session_hash),
            "fetched": link.downloads,
        }

    def standing_offer(self):
        """Who offered it to a school of this site, and when; None where it is not offered."""
        found = self.transfer.offer
        return found and {"by": fullname(found.by), "at": london.format_datetime(found.at)}

    def clocks(self):
        return clocks(self.context, self.transfer)
