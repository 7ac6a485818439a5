"""Giving drafts back: at the form they were begun in, and on the home page."""

from ..calendars import london
from ..fragment import Fragment
from ..interfaces import IDrafts
from ..sql.joined import with_commit
from . import keeping
from .keeping import Key
from .opening import address
from .opening import form_at
from .opening import place_of
from .opening import reference
from .opening import title_of
from AccessControl import getSecurityManager
from zope.i18n import translate
from zope.interface import implementer


OFFER = Fragment(__file__, "templates/offer.pt")


def me():
    """The id of whoever is signed in, "" for nobody."""
    return getSecurityManager().getUser().getId() or ""


def when(moment):
    """A moment in London, in words."""
    return london.format_datetime(london.in_london(moment))


@implementer(IDrafts)
class Drafts:
    """For forms of concerns that do not know of this one."""

    def give(self, context, form, token):
        found = keeping.give(Key(me(), place_of(context), form, token))
        return found and (found[0], when(found[1]))

    def offer(self, context, request, form):
        found = keeping.drafts_of(me(), place_of(context), form)
        if not found:
            return ""
        drafts = [
            {
                "when": when(one.kept),
                "url": address(context, form, one.key.token),
                "token": one.key.token,
            }
            for one in found
        ]
        throw = f"{context.absolute_url()}/@@throw-draft"
        return OFFER(request, drafts=drafts, form=form, throw=throw)

    def forget(self, user_id, place, form, token):
        with_commit(keeping.forget, Key(user_id, place, form, token))


def begun(portal):
    """Lines of the home page: what the person began where they may still write, newest first."""
    shown = []
    for one in keeping.drafts_of(me()):
        context = portal.unrestrictedTraverse(one.key.place, None)
        form = form_at(context, one.key.form) if context is not None else None
        if form is not None:
            shown.append(
                {
                    "reference": reference(context),
                    "title": translate(title_of(form), context=portal.REQUEST),
                    "when": when(one.kept),
                    "url": address(context, one.key.form, one.key.token),
                }
            )
    return shown
