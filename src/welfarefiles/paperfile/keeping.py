"""Asking for a paper volume, authorising it, bringing it back: page, REST and script call these."""

from ..calendars import london
from ..errors import BadRow
from ..ledger.writing import enter
from ..people.names import fullname
from ..people.staff import staff
from ..permissions import may
from ..records.appended import Appended
from .removals import check_asked
from .removals import check_back
from .removals import check_decided
from .removals import check_struck
from .removals import Removal
from .removals import standing
from AccessControl import Unauthorized
from plone import api


KEY = "welfarefiles.paperfile.removals"
KEEP = "welfarefiles: Keep registers"
AUTHORISE = "welfarefiles: Authorise paper removal"
NOT_SIGNED = "Sign the record first: then it can be taken out."


def removals(volume):
    """Every `Removal` of a volume, the latest first."""
    return [Removal(id=id, **row) for id, row in Appended(volume, KEY).newest()]


def people(volume):
    """(user id, name) of who can take it: the signed-in person first, then the school's people."""
    me = _me()
    return [(me, fullname(me))] + [pair for pair in staff(volume) if pair[0] != me]


def removal(volume, id):
    """One `Removal`; raises `BadRow`."""
    return Removal(id=id, **Appended(volume, KEY).get(id))


def may_ask(volume):
    """Whether the person may ask for it now."""
    return may(KEEP, volume) and is_signed(volume)


def may_decide(volume):
    """Whether the person may authorise or refuse now, if nothing of their own."""
    return may(AUTHORISE, volume) and is_signed(volume)


def is_signed(volume):
    return api.content.get_state(volume) == "signed"


def ask(volume, holder, purpose, back_by):
    """Ask to take it out until a day; the `Removal`. Raises `BadRow`, `Unauthorized`."""
    _allow(volume, KEEP)
    asked = Removal(holder, purpose, back_by, _me(), london.now())
    check_asked(asked, removals(volume), dict(people(volume)))
    row = {
        "holder": holder,
        "purpose": purpose,
        "back_by": back_by,
        "asked_by": asked.asked_by,
        "asked_at": asked.asked_at,
    }
    id = Appended(volume, KEY).add(asked.asked_at, row)
    enter("paperfile.asked", volume, about=holder, reason=purpose, until=back_by.isoformat())
    return removal(volume, id)


def authorise(volume, id):
    """Let it be taken out, as a manager who does not take it. Raises as `ask`."""
    _allow(volume, AUTHORISE)
    asked = removal(volume, id)
    check_decided(asked, _me())
    Appended(volume, KEY).complete(id, manager=_me(), decided_at=london.now())
    enter("paperfile.authorised", volume, about=asked.holder)
    return removal(volume, id)


def refuse(volume, id, why):
    """Refuse it with a reason. Raises as `ask`."""
    _allow(volume, AUTHORISE)
    asked = removal(volume, id)
    check_decided(asked, _me(), why)
    Appended(volume, KEY).complete(id, manager=_me(), decided_at=london.now(), refusal=why)
    enter("paperfile.refused", volume, about=asked.holder, reason=why)
    return removal(volume, id)


def bring_back(volume, id, now_where):
    """Note that it is back, and where. Raises as `ask`."""
    if not (may(KEEP, volume) or may(AUTHORISE, volume)):
        raise Unauthorized()
    out = removal(volume, id)
    check_back(out, now_where)
    said = {"back_at": london.now(), "back_by_whom": _me(), "now_where": now_where}
    Appended(volume, KEY).complete(id, **said)
    enter("paperfile.back", volume, about=out.holder)
    return removal(volume, id)


def withdraw(volume, id, why):
    """Take back what one asked for. Raises as `ask`."""
    _allow(volume, KEEP)
    asked = removal(volume, id)
    check_struck(asked)
    if _me() not in (asked.asked_by, asked.holder):
        raise BadRow(None, "Only who asked for it takes that back.")
    Appended(volume, KEY).strike(id, why, _me())
    enter("paperfile.withdrawn", volume, about=asked.holder, reason=why)
    return removal(volume, id)


def present(volume):
    """The `Removal` that is asked for or out, or None."""
    return standing(removals(volume))


def _allow(volume, permission):
    if not may(permission, volume):
        raise Unauthorized()
    if not is_signed(volume):
        raise BadRow(None, NOT_SIGNED)


def _me():
    return api.user.get_current().getId()
