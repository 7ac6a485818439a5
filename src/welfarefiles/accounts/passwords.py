"""What a password must be: long, and not one of those that are tried first."""

from .. import _
from zope.globalrequest import getRequest
from zope.i18n import translate
from zxcvbn import zxcvbn


LEAST = 12
#: What is judged of a long one; the rest can only make it better.
JUDGED = 72
#: A thousand million guesses: below stand common passwords, their variants, keyboard rows, dates.
LEAST_GUESSES = 10**9

SHORT = _("Use at least ${number} characters; three or four words make a good password.")
COMMON = _(
    "This password is among those that are tried first, or near to one. Use words that do not "
    "belong together, and not your name."
)


def faults(password, about=()):
    """Sentences that stand against a password; none for a good one.

    `about`: words an attacker knows of the person (name, user name, mail address).
    """
    if len(password) < LEAST:
        return [_said(SHORT, number=LEAST)]
    found = zxcvbn(password[:JUDGED], user_inputs=[word for word in about if word])
    return [] if found["guesses"] >= LEAST_GUESSES else [_said(COMMON)]


def words_about(user, set_id, set_info):
    """What is known of the person a password is for, from what a validation plugin is told."""
    words = [set_id, *(set_info or {}).values()]
    password = (set_info or {}).get("password")
    if user is not None:
        words += [user.getId(), user.getProperty("fullname", ""), user.getProperty("email", "")]
    return [word for word in words if isinstance(word, str) and word != password]


def _said(message, **words):
    return translate(_(message, mapping=words) if words else message, context=getRequest())
