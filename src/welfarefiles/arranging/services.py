"""REST on transfers: the same steps as on the pages, by the same functions (R146-R152)."""

from ..access.guards import reasons
from ..access.guards import TransitionRefused
from ..chasing.clocks import clocks
from ..people.team import school_of
from ..permissions import may
from ..receipts.downloading import as_download
from ..receipts.scans import scan
from ..rest.address import Names
from ..rest.deserialise import named
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from ..rest.upload import decoded
from ..sending import sending
from ..transfer import acting
from ..transfer import naming
from ..transfer import steps
from ..transfer.acting import RECEIPTS
from ..transfer.knowing import files_of
from ..transfer.knowing import known_transfer
from ..transfer.knowing import known_transfers
from ..transfer.questions import Answers
from ..transfer.questions import BadStep
from dataclasses import fields
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


DAYS = ("leaves_on", "consent_on")
WORDS = tuple(one.name for one in fields(Answers) if one.name not in DAYS)


def transfer_as_json(school, transfer):
    """A transfer for a client: no secret, no name of a child."""
    said, pack, link = transfer.answers, transfer.pack, transfer.link
    form = f"{school.absolute_url()}/@@transfer-receipt.pdf?id={transfer.id}"
    return {
        "@id": f"{school.absolute_url()}/@transfers/{transfer.id}",
        "id": transfer.id,
        "state": transfer.state,
        "prepared_by": transfer.by,
        "prepared_at": moment(transfer.at),
        "answers": {
            **{name: getattr(said, name) for name in WORDS},
            **{name: day(getattr(said, name)) for name in DAYS},
        },
        "override": transfer.override and _agreement(transfer.override),
        "named": {
            uid: _agreement(one) for uid, one in naming.readable(school, transfer).items()
        },
        "parts": [_part(school, transfer, part, file) for part, file in files_of(school, transfer)],
        "pack": pack and {
            "id": pack.id,
            "built_at": moment(pack.at),
            "size": pack.size,
            "sha256": pack.sha256,
            "manifest_sha256": pack.manifest_hash,
            "drafts_left_out": pack.drafts,
        },
        "link": link and {
            "sent_to": link.sent_to,
            "sent_at": moment(link.at),
            "expires": moment(link.expires),
            "opened": bool(link.session_hash),
            "downloads": link.downloads,
        },
        "receipt_form": form if may(RECEIPTS, school) else None,
        "offer": transfer.offer and {"by": transfer.offer.by, "at": moment(transfer.offer.at)},
        "clocks": [
            {"what": one.what, "by": day(one.due.day), "by_school_days": day(one.due.school),
             "by_every_day": day(one.due.every), "open": one.open, "late": one.late}
            for one in clocks(school, transfer)
        ],
        "withdrawn_why": transfer.withdrawn_why or None,
    }  # fmt: skip


def _part(school, transfer, part, file):
    receipt, refusal = transfer.receipts.get(part.id), transfer.refusals.get(part.id)
    on_paper = receipt is not None and receipt.how == steps.ON_PAPER and may(RECEIPTS, school)
    proof = f"{school.absolute_url()}/@@transfer-proof?id={transfer.id}&part={part.id}"
    tells = transfer.state == steps.PREPARED and file is not None and may("View", file)
    return {
        "id": part.id,
        "UID": part.uid,
        "type": part.type,
        "reference": part.reference,
        "missing": [str(why) for why in reasons(file, "transfer")] if tells else [],
        "receipt": receipt and {
            "name": receipt.name,
            "role": receipt.role,
            "school": receipt.school,
            "address": receipt.address,
            "at": moment(receipt.at),
            "how": receipt.how,
            "scan": proof if on_paper else None,
        },
        "refusal": refusal and {"by": refusal.by, "at": moment(refusal.at), "why": refusal.why},
    }  # fmt: skip


def _agreement(one):
    return {"why": one.why, "by": one.by, "agreed_by": one.agreed_by or None}


def day(value):
    return value and value.isoformat()


def answers_of(given):
    """`Answers` of what a client sent. Raises `Refused`."""
    days = {name: named(given, name, day_of) for name in DAYS}
    return Answers(**{name: named_text(given, name) for name in WORDS}, **days)


class Service(Names, JsonService):
    """Turns what the rules refuse into a 400 that says why."""

    def answer(self):
        try:
            return self.do(*self.names)
        except BadStep as error:
            raise Refused([{"field": error.field, "message": str(error)}]) from None
        except TransitionRefused as error:
            found = [{"field": None, "message": str(why)} for why in error.reasons]
            raise Refused(found) from None

    def do(self, *names):
        raise NotFound

    def transfer(self, id):
        found = known_transfer(self.context, id)
        if found is None:
            raise NotFound(id)
        return found


class Transfers(Service):
    """``GET …/@transfers``: all; ``GET …/@transfers/{id}``: one."""

    def do(self, id=None, *more):
        if more:
            raise NotFound
        if id is not None:
            return transfer_as_json(self.context, self.transfer(id))
        found = [transfer_as_json(self.context, one) for one in known_transfers(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@transfers", "items": found}


class Prepare(Service):
    """``POST …/@transfer`` on a file begins one; `with_other`: with the child's other file."""

    def do(self, *names):
        if names:
            raise NotFound
        given, school = json_body(self.request), school_of(self.context)
        with_other = given.get("with_other") is True
        new = acting.prepare(self.context, answers_of(given), with_other)
        self.request.response.setStatus(201)
        return transfer_as_json(school, new)


class Steps(Service):
    """``POST …/@transfers/{id}/{step}``.

    Steps: ``answers``, ``override`` (`why`), ``agree-override``, ``name-record`` (`record`, `why`),
    ``agree-record`` (`record`), ``refuse-record`` (`record`, `why`), ``hand-over`` and ``build``
    (answer with the id of the job), ``send`` (answers once with the code and the passphrase),
    ``revoke``, ``withdraw`` (`why`); ``pack`` (the zip itself, for who carries it over),
    ``passphrase`` (once), ``paper-receipt`` (`part`, `name`, `role`, `on`, `scan`); to a school of
    the same site ``offer`` and ``take-back``.
    """

    def do(self, id=None, step=None, *more):
        if step not in self.STEPS or more:
            raise NotFound
        return getattr(self, self.STEPS[step])(self.transfer(id), json_body(self.request))

    STEPS = {
        "answers": "change",
        "override": "override",
        "agree-override": "agree_override",
        "name-record": "name_record",
        "agree-record": "agree_record",
        "refuse-record": "refuse_record",
        "hand-over": "hand_over",
        "build": "build",
        "send": "send",
        "offer": "offer",
        "take-back": "take_back",
        "revoke": "revoke",
        "withdraw": "withdraw",
        "pack": "save",
        "passphrase": "passphrase",
        "paper-receipt": "paper",
    }

    def shown(self, transfer):
        return transfer_as_json(self.context, transfer)

    def change(self, transfer, given):
        return self.shown(acting.change(self.context, transfer, answers_of(given)))

    def override(self, transfer, given):
        why = named_text(given, "why")
        return self.shown(acting.propose_override(self.context, transfer, why))

    def agree_override(self, transfer, given):
        return self.shown(acting.agree_override(self.context, transfer))

    def name_record(self, transfer, given):
        words = [named_text(given, name) for name in ("record", "why")]
        return self.shown(naming.propose(self.context, transfer, *words))

    def agree_record(self, transfer, given):
        record = named_text(given, "record")
        return self.shown(naming.agree(self.context, transfer, record))

    def refuse_record(self, transfer, given):
        words = [named_text(given, name) for name in ("record", "why")]
        return self.shown(naming.refuse(self.context, transfer, *words))

    def hand_over(self, transfer, given):
        return self.job(acting.hand_over(self.context, transfer))

    def build(self, transfer, given):
        return self.job(acting.build(self.context, transfer))

    def job(self, job_id):
        self.request.response.setStatus(202)
        return {"job": job_id}

    def send(self, transfer, given):
        new, secrets = sending.send(self.context, transfer)
        return {**self.shown(new), "code": secrets.code, "passphrase": secrets.passphrase}

    def offer(self, transfer, given):
        return self.shown(sending.offer(self.context, transfer))

    def take_back(self, transfer, given):
        return self.shown(sending.take_offer_back(self.context, transfer))

    def revoke(self, transfer, given):
        return self.shown(sending.revoke(self.context, transfer))

    def withdraw(self, transfer, given):
        why = named_text(given, "why")
        return self.shown(acting.withdraw(self.context, transfer, why))

    def save(self, transfer, given):
        path = sending.save_pack(self.context, transfer)
        return as_download(self.request.response, transfer, path)

    def passphrase(self, transfer, given):
        return {"passphrase": sending.show_passphrase(self.context, transfer)}

    def paper(self, transfer, given):
        words = [named_text(given, name) for name in ("part", "name", "role")]
        day, data = named(given, "on", day_of), named(given, "scan", decoded)
        proof = None if data is None else scan(data)
        return self.shown(sending.note_paper(self.context, transfer, *words, day, proof))
