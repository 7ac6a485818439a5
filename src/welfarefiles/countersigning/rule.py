"""Second signatures: what they are called, and which records ask for one. No Plone here.

Which records is data of the school: the lines of ``welfarefiles.signing.second_signatures``, each a
type (``CourtOrder``) or a type with one of its kinds (``Concern:disclosure``).
"""

from .. import _


ACCOUNT, WITNESS, SECOND = "account", "witness", "second"

#: As what somebody signs beside the author.
ROLES = {
    WITNESS: _("Witness: was there"),
    ACCOUNT: _("Had the conversation: it is their account"),
    SECOND: _("Second signature: has checked it"),
}
#: The same in a few words, after a name.
SHORT = {
    WITNESS: _("witness"),
    ACCOUNT: _("had the conversation"),
    SECOND: _("second signature"),
}


def asks_for_one(lines, portal_type, kind):
    """Whether a school's lines ask for a second signature on a record of this type and kind."""
    parted = (line.split(":", 1) for line in lines or () if line.strip())
    meant = {tuple(part.strip() for part in parts) for parts in parted}
    return (portal_type,) in meant or (portal_type, kind or "") in meant


def missing(record_names, asks, signed):
    """Roles in which somebody has still to sign, in their order.

    :param record_names: `{role: user id or None}` of those the record names (account, witness).
    :param asks: whether the school asks for a second signature, whoever gives it.
    :param signed: user ids of those who signed, the author first.
    """
    found = [role for role, user_id in record_names.items() if user_id and user_id not in signed]
    if not found and asks and len(set(signed)) < 2:
        found.append(SECOND)
    return found
