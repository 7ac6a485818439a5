"""No page of ours is sent what did not come from a page of ours; and nothing of it is lost.

A form whose token is not good, and one that was sent after the session had ended (`accounts.kept`),
comes back: the page is drawn as for whoever opens it, with what was typed and a sentence. The pages
themselves need not do anything for it, and cannot forget it. A page that says `takes_any` is sent
everything: it changes nothing, or asks for the token itself and answers a script.
"""

from .. import _
from ..accounts.kept import forget
from ..accounts.kept import give
from ..accounts.kept import texts_of
from ..accounts.signing import session_of
from ..givingback import DRAFT
from ..givingback import DRAFT_FORM
from ..givingback import FIELD
from ..givingback import GivingBack
from ..givingback import GONE_ON
from ..givingback import HELD_BACK
from ..givingback import TYPED
from ..interfaces import IDrafts
from ..submission import is_from_our_page
from ..submission import OUT_OF_DATE
from ..submission import token_of
from .drafting import draft_form
from .drafting import keeps_by_itself
from .interfaces import ILeanLayer
from .refilling import refilled
from AccessControl import getSecurityManager
from plone import api
from plone.rest import Service
from zope.component import adapter
from zope.component import getUtility
from ZPublisher.interfaces import IPubAfterTraversal

import types


LONGEST_NAME = 300
#: Buttons of forms that act by the button alone, whatever the method.
ACTING = "form.buttons."

GIVEN_BACK = _(
    "You had been signed out, so this was not saved. "
    "What you wrote is below: read it over and send it again."
)
FILES_AGAIN = _("No browser lets a page choose files for you: choose them again.")


@adapter(IPubAfterTraversal)
def hold_back(event):
    """Draw the page anew in place of what was asked of it; after `lean.mark_published`."""
    request = event.request
    page = published(request)
    if not ILeanLayer.providedBy(request) or isinstance(page, Service):
        return
    user_id = getSecurityManager().getUser().getId()
    if not user_id or getattr(page, "takes_any", False):
        return
    if request.method == "POST":
        if not is_from_our_page(request):
            draw_again(request, page, texts_of(request.form), OUT_OF_DATE)
    elif request.method == "GET":
        fields, sentence = begun(request, page, user_id)
        if fields:
            request.form.update(fields)
            request.other.update(fields)
            draw_again(request, page, fields, sentence)


def begun(request, page, user_id):
    """What somebody sent signed out, or goes on with: (fields, sentence), or (None, "")."""
    token = token_of(request, DRAFT)
    if token and not keeps_by_itself(page) and hasattr(page, "context"):
        found = getUtility(IDrafts).give(page.context, draft_form(request, page), token)
        return (found[0], _(GONE_ON, mapping={"when": found[1]})) if found else (None, "")
    # Signing in leads to the page without what stood behind its address.
    if request.environ.get("QUERY_STRING") or not has_kept(request):
        return None, ""
    return give(user_id, request.environ.get("PATH_INFO", "")), GIVEN_BACK


def published(request):
    """The page that will answer."""
    found = request.get("PUBLISHED")
    return found.__self__ if isinstance(found, types.MethodType) else found


def has_kept(request):
    """Whether something may be kept; who comes without a session of ours is asked about."""
    session = session_of(request)
    return session is None or session.has_kept


def draw_again(request, page, fields, sentence):
    """Have the page drawn as by GET, and filled in afterwards."""
    request.method = request.environ["REQUEST_METHOD"] = "GET"
    for name in [name for name in request.form if name.startswith(ACTING)]:
        del request.form[name]
        request.other.pop(name, None)
    request.environ[TYPED] = fields
    if any(getattr(value, "filename", "") for value in every_value(request.form)):
        api.portal.show_message(FILES_AGAIN, request, "warning")
    if gives_back(page):
        request.environ[HELD_BACK] = sentence
    else:
        api.portal.show_message(sentence, request, "warning")


def every_value(form):
    """Every value of a form, those of lists too."""
    for value in form.values():
        yield from value if isinstance(value, list) else [value]


def gives_back(page):
    """Whether a page, or the form it wraps, does so by itself."""
    return isinstance(getattr(page, "form_instance", page), GivingBack)


def let_go(event):
    """Subscriber of `IPubBeforeCommit`: what was given back or kept, and is sent now, is done."""
    request = event.request
    is_done = request.method == "POST" and 300 <= request.response.status < 400
    page = published(request)
    takes_any = getattr(page, "takes_any", False)
    if not is_done or takes_any or not ILeanLayer.providedBy(request):
        return
    user_id = getSecurityManager().getUser().getId() or ""
    if FIELD in request.form:
        forget(user_id, request.environ.get("PATH_INFO", ""))
    token, form = token_of(request, DRAFT), request.form.get(DRAFT_FORM)
    if user_id and token and isinstance(form, str):
        place = "/".join(page.context.getPhysicalPath())
        getUtility(IDrafts).forget(user_id, place, form[:LONGEST_NAME], token)


def with_typed(page, request):
    """The page with what was typed, where something was held back; text in, text out."""
    fields = request.environ.get(TYPED)
    if not fields or request.response.status != 200:
        return page
    return refilled(page, fields, request, [(FIELD, "1")])
