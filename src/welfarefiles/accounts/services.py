"""Signing in and out over the API: a token that is a session like any other."""

from .. import _
from ..notices import choice
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from . import sessions
from . import signing
from . import stages
from .pages import wait_sentence
from .settings import local_allowed
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import Service
from zope.i18n import translate


NO_WAY = _("Give “at once” or “daily”.")


def is_written(value):
    """Whether something is a text that can be written down (JSON can hold halves of letters)."""
    return isinstance(value, str) and value.encode("utf-8", "ignore").decode() == value != ""


class Answer(Service):
    """What these services share."""

    def check_permission(self):
        """Nobody may use the API before they are somebody: these are the way to become it."""

    def error(self, status, kind, message):
        self.request.response.setStatus(status)
        said = translate(message, context=self.request)
        return {"error": {"type": kind, "message": said}}

    @property
    def accounts(self):
        return api.portal.get_tool("acl_users")


class MailChoice(JsonService):
    """`GET @mail-choice`: how the person's own mail comes, and the ways there are."""

    def answer(self):
        return {"mail": choice.way_of(self.me), "ways": list(choice.WAYS)}

    @property
    def me(self):
        return api.user.get_current().getId()


class ChooseMail(MailChoice):
    """`PATCH @mail-choice`: `mail`, one of the ways."""

    def answer(self):
        try:
            choice.choose(self.me, named_text(json_body(self.request), "mail"))
        except ValueError as error:
            raise Refused([{"field": "mail", "message": NO_WAY}]) from error
        return super().answer()


class SignIn(Answer):
    """`POST @login`: `login`, `password`, and `code` for who has a second factor."""

    def reply(self):
        try:
            data = json_body(self.request)
        except DeserializationError:
            data = {}
        login, password = data.get("login"), data.get("password")
        if not (is_written(login) and is_written(password)):
            return self.error(400, "Missing credentials", NEEDED)
        if not local_allowed(login):
            return self.error(401, "Invalid credentials", WRONG)
        outcome = signing.with_password(
            self.accounts, login, password, self.request, way=sessions.TOKEN
        )
        if outcome.session is None:
            return self.error(401, "Invalid credentials", wait_sentence(outcome.wait) or WRONG)
        return self.finish(outcome, str(data.get("code") or ""))

    def finish(self, outcome, code):
        session = outcome.session
        if session.stage == stages.CODE and code:
            session, wait = signing.give_code(self.accounts, session, code, self.request)
            if session is None:
                sessions.end(outcome.session, "wrong code")
                return self.error(401, "Invalid code", wait_sentence(wait) or WRONG_CODE)
        if session.stage != sessions.OPEN:
            sessions.end(session, "not finished")
            return self.error(401, *UNFINISHED[session.stage])
        return {"token": outcome.token}


NEEDED = _("Login and password must be provided in body.")
WRONG = _("Wrong login and/or password.")
WRONG_CODE = _("That code is not right, or was used before.")
UNFINISHED = {
    stages.CODE: ("Code needed", _("Send the second factor's code as “code”.")),
    stages.SET_UP: (
        "Second factor needed",
        _("Sign in with a browser first, and set up the second factor."),
    ),
    stages.POLICY: ("Policy to be read", _("Sign in with a browser first, and read the policy.")),
}


class Renew(Answer):
    """`POST @login-renew`: a new token for one that still is good, which then is not any more."""

    def reply(self):
        session = signing.session_of(self.request)
        if session is None or session.stage != sessions.OPEN or api.user.is_anonymous():
            message = _("The authentication token is invalid or expired.")
            return self.error(401, "Invalid or expired authentication token", message)
        return {"token": signing.exchange(session)}


class SignOut(Answer):
    """`POST @logout`: the token, or the browser's session, ends."""

    def reply(self):
        signing.sign_out(self.request)
        return self.reply_no_content()
