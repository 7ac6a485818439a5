"""REST on packs that are taken in: the rules are those of the pages (R147, R184)."""

from ..permissions import may
from ..received import store
from ..received.reading import BadPack
from ..rest.address import Names
from ..rest.deserialise import Refused
from ..rest.revision import Conditional
from ..rest.revision import etag_of
from ..rest.times import moment
from . import bringing
from .form import bring_form
from .form import NotBrought
from .looking import parts_held
from functools import cached_property
from plone import api
from zExceptions import NotFound


def pack_as_json(school, received):
    """A pack that was brought: names no child."""
    return {
        "@id": f"{school.absolute_url()}/@take-in/{received.id}",
        "id": received.id,
        "state": bringing.state_of(received),
        "reason": received.why or None,
        "job": received.job or None,
        "sender": received.sender,
        "references": list(received.references),
        "brought_at": moment(received.at),
        "brought_by": received.by,
        "pack": received.pack,
        "manifest_sha256": received.manifest_hash,
    }


def part_as_json(held):
    """A `looking.PartHeld`: what is known of a part before anything is made."""
    born = held.child["date_of_birth"]
    return {
        "type": held.type,
        "reference": held.reference,
        "child": {
            "given_name": held.child["given_name"],
            "family_name": held.child["family_name"],
            "date_of_birth": born and born.isoformat(),
            "upn": held.child.get("upn"),
        },
        "records": dict(held.records),
        "attachments": held.attachments,
        "drafts_left_out": held.drafts_left_out,
        "into": file_as_json(held.twin) if held.twin else None,
    }


def file_as_json(row):
    """The child's file here, which gets a new volume."""
    file = api.portal.get().unrestrictedTraverse(row.path, None)
    seen = file is not None and may("View", file)
    return {"reference": row.reference, "@id": file.absolute_url() if seen else None}


def etag_of_preview(found):
    """Of what is decided about; that a job is at work with it is no other content."""
    return etag_of({name: one for name, one in found.items() if name not in ("state", "job")})


class TakeInService(Names, Conditional):
    """What is below `@take-in`: the id of a pack, and a step."""

    @cached_property
    def received(self):
        return bringing.one_of(self.context, self.names[0])

    @property
    def waits(self):
        return self.received.state == store.WAITING

    def preview(self):
        """What is known of it: `parts` once it is verified, `files` once it is taken in.

        Raises `Refused` for a verified pack that cannot be read any more.
        """
        found = pack_as_json(self.context, self.received)
        if self.received.state == store.TAKEN:
            made = bringing.files_made(self.context, self.received)
            return {**found, "files": [file.absolute_url() for file in made]}
        if not self.waits:
            return found
        try:
            parts = parts_held(self.context, self.received)
        except BadPack as error:
            raise Refused([{"field": None, "message": error.args[0]}]) from error
        return {**found, "parts": [part_as_json(one) for one in parts]}


class Packs(TakeInService):
    """``GET <school>/@take-in``: packs that were brought; ``…/{id}``: what one holds."""

    def answer(self):
        if len(self.names) > 1:
            raise NotFound()
        if self.names:
            found = self.preview()
            self.request.response.setHeader("ETag", etag_of_preview(found))
            return found
        items = [pack_as_json(self.context, one) for one in bringing.known(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@take-in", "items": items}

    @property
    def ledger_action(self):
        return "imports.previewed" if self.names and self.waits else ""

    @property
    def ledger_detail(self):
        return bringing.facts(self.received) if self.names else {}


class Bring(TakeInService):
    """``POST <school>/@take-in``: a pack as ``multipart/form-data``.

    ``…/{id}/accept``, ``drop``; ``verify`` where the job that verified it was cancelled.
    To accept says, as `If-Match`, which preview was looked at.
    """

    STEPS = {"accept": "accept", "drop": "drop", "verify": "verify"}

    def answer(self):
        if not self.names:
            return self.bring()
        if len(self.names) != 2 or self.names[1] not in self.STEPS:
            raise NotFound()
        return getattr(self, self.STEPS[self.names[1]])()

    def bring(self):
        try:
            found = bring_form(self.context, self.request.form)
        except NotBrought as error:
            pairs = error.errors.items()
            raise Refused([{"field": name, "message": text} for name, text in pairs]) from error
        response, made = self.request.response, pack_as_json(self.context, found)
        response.setStatus(202)
        response.setHeader("Location", made["@id"])
        return made

    def accept(self):
        found = self.not_as_read(etag_of_preview(self.preview()))
        if found is not None:
            return found
        job = bringing.agree(self.context, self.received)
        self.request.response.setStatus(202)
        return {"job": job}

    def verify(self):
        found = bringing.verify_again(self.context, self.received)
        self.request.response.setStatus(202)
        return pack_as_json(self.context, found)

    def drop(self):
        bringing.drop(self.context, self.received)
        return self.reply_no_content()
