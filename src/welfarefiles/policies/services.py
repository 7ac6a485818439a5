"""REST on policies: the rules are those of the pages (R036, R047)."""

from .. import _
from ..errors import FieldInvalid
from ..permissions import MANAGE_POLICIES
from ..rest.address import Names
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.fromjson import flag_of
from ..rest.fromjson import text_of
from ..rest.fromjson import texts_of
from ..rest.refusing import JsonService
from ..rest.upload import uploaded
from ..rest.wording import Unreadable
from . import giving
from .register import Given
from .register import policies
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


UNKNOWN = _("There is no such field here.")
ANOTHER = _("This is not the current version.")
TEXTS, FLAGS = ("title", "owner", "text"), ("public", "first", "withdrawn")


def as_json(school, policy, user_id):
    """A policy as the API says it to one person."""
    kept, now, read = policies(school), policy.current, policy.read_at(user_id)
    found = {
        "@id": f"{school.absolute_url()}/@policies/{policy.id}",
        "id": policy.id,
        "title": policy.title,
        "owner": policy.owner,
        "version": now.number,
        "published_on": now.published_on.isoformat(),
        "next_review": policy.next_review.isoformat(),
        "readers": sorted(policy.readers),
        "public": policy.public,
        "first": policy.first,
        "withdrawn": policy.withdrawn,
        "must_read": user_id in kept.must_read(policy),
        "acknowledged": read and read.isoformat(timespec="seconds"),
    }
    if api.user.has_permission(MANAGE_POLICIES, obj=school):
        found["not_read_by"] = kept.unread(policy)
    return found


class PoliciesService(Names, JsonService):
    """What is below `@policies` in the address: the id of a policy."""

    @property
    def user_id(self):
        return api.user.get_current().getId()

    def policy(self, length=1):
        """The policy the address names; `length`: parts there are. Raises NotFound."""
        found = policies(self.context).get(self.names[0]) if len(self.names) == length else None
        manages = api.user.has_permission(MANAGE_POLICIES, obj=self.context)
        if found is None or (found.withdrawn and not manages):
            raise NotFound()
        return found

    def said_of(self, policy):
        return as_json(self.context, policy, self.user_id)


class GetPolicies(PoliciesService):
    """``GET <school>/@policies``: those in force; ``…/<id>``: one, with its text and versions."""

    def answer(self):
        if self.names:
            policy = self.policy()
            versions = [
                {"version": one.number, "published_on": one.published_on.isoformat()}
                for one in policy.versions
            ]
            return {
                **self.said_of(policy),
                "text": policy.current.text,
                "file": self.file_of(policy),
                "versions": versions,
            }
        items = [self.said_of(one) for one in policies(self.context).all()]
        return {"@id": f"{self.context.absolute_url()}/@policies", "items": items}

    def file_of(self, policy):
        if policy.current.file is None:
            return None
        return f"{self.context.absolute_url()}/@@policy-file?id={policy.id}"


class Acknowledge(PoliciesService):
    """``POST <school>/@policies/<id>/acknowledge`` with the `version` that was read."""

    def answer(self):
        if self.names[1:] != ("acknowledge",):
            raise NotFound()
        policy = self.policy(2)
        number = json_body(self.request).get("version")
        if type(number) is not int or not policies(self.context).acknowledge(
            policy, number, self.user_id
        ):
            raise Refused([{"field": "version", "message": ANOTHER}])
        return self.said_of(policy)


class PostPolicies(Acknowledge):
    """``POST <school>/@policies``: publish one. Below it: `Acknowledge`."""

    def answer(self):
        if self.names:
            return super().answer()
        if not api.user.has_permission(MANAGE_POLICIES, obj=self.context):
            raise NotFound()
        made = self.publish(None, read(json_body(self.request), {}))
        self.request.response.setStatus(201)
        return made

    def publish(self, policy, values):
        try:
            given = Given(**values)
            policy = giving.publish(self.context, given, self.user_id, policy=policy)
        except FieldInvalid as error:
            raise Refused([{"field": error.field, "message": error.args[0]}]) from error
        return self.said_of(policy)


class PatchPolicy(PostPolicies):
    """``PATCH <school>/@policies/<id>``: change it; another wording is a new version."""

    def answer(self):
        policy = self.policy()
        now = policy.current
        kept = {name: getattr(policy, name) for name in ("owner", "next_review", "readers", *FLAGS)}
        kept.update(title=now.title, text=now.text, file=now.file)
        return self.publish(policy, read(json_body(self.request), kept))


def read(sent, kept):
    """Values of a `Given` from JSON over those there are; raises `Refused`."""
    values = {"title": "", "owner": "", "next_review": None, **kept}
    for name, value in sent.items():
        try:
            values[name] = read_one(name, value)
        except Unreadable as error:
            raise Refused([{"field": name[:40], "message": error.args[0]}]) from error
    return values


def read_one(name, value):
    if name not in READERS:
        raise Unreadable(UNKNOWN)
    return READERS[name](value)


def read_file(value):
    return None if value is None else uploaded(NamedBlobFile, value)


READERS = {
    **dict.fromkeys(TEXTS, text_of),
    **dict.fromkeys(FLAGS, flag_of),
    "readers": texts_of,
    "next_review": day_of,
    "file": read_file,
}
