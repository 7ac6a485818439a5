"""What is typed into any longer form of ours is kept while it is typed (`drafts`).

Forms that know of it draw what it needs by themselves; all others get it here, after the page is
drawn, so that no page can forget it.
"""

from ..givingback import DRAFT
from ..givingback import DRAFT_FORM
from ..givingback import GivingBack
from ..givingback import KEEPING
from ..givingback import TYPED
from ..interfaces import IDrafts
from ..interfaces import IWelfareContent
from ..submission import new_token
from ..submission import token_of
from .assets import url as asset_url
from .refilling import draftable
from html import escape
from plone import api
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zope.component import getUtility

import re


KEPT_ALREADY = "data-draft-form"
#: Files are sent one by one by a script that stays on the page.
UPLOAD = "data-upload-url"
MESSAGES = '<div id="global_statusmessage">'
#: What tells several pages of one name apart: ids and steps.
QUERY = re.compile(r"[\w=&.-]{1,200}\Z")


def keeps_by_itself(page):
    """Whether a page, or the form it wraps, draws what keeping needs."""
    form = getattr(page, "form_instance", page)
    return isinstance(form, GivingBack) and form.keeps_drafts


def draft_form(request, page):
    """How the form of a page is called below its context, with what else its address needs."""
    sent = request.form.get(DRAFT_FORM)
    if isinstance(sent, str) and request.method == "POST":
        return sent
    asked = parse_qsl(request.environ.get("QUERY_STRING", ""))
    query = urlencode([pair for pair in asked if pair[0] != DRAFT])
    return f"{page.__name__}?{query}" if QUERY.match(query) else page.__name__


def with_drafts(text, request, page):
    """The drawn page (text) with every longer form kept."""
    context = getattr(page, "context", None)
    is_one = IWelfareContent.providedBy(context) and not keeps_by_itself(page)
    if not is_one or request.response.status != 200 or "<form" not in text:
        return text
    forms = draftable(text, (KEPT_ALREADY, UPLOAD))
    if not forms:
        return text
    form = draft_form(request, page)
    more = f' {KEPT_ALREADY}="{escape(form)}" data-leave-check="1"'
    more += f' data-draft-url="{escape(context.absolute_url())}/@@{KEEPING}"'
    drawn, end = [], 0
    for opening, closing in forms:
        token = (len(forms) == 1 and token_of(request, DRAFT)) or new_token()
        drawn += [
            text[end : opening - 1],
            more,
            ">",
            hidden(DRAFT, token),
            hidden(DRAFT_FORM, form),
        ]
        drawn += [text[opening:closing], '<p class="hint" role="status" data-draft-status="1"></p>']
        end = closing
    text = "".join([*drawn, text[end:]])
    script = asset_url(api.portal.get().absolute_url(), "draft.js")
    text = text.replace("</head>", f'<script defer="defer" src="{script}"></script></head>', 1)
    if request.method == "GET" and TYPED not in request.environ:
        offered = getUtility(IDrafts).offer(context, request, form)
        text = text.replace(MESSAGES, MESSAGES + offered, 1)
    return text


def hidden(name, value):
    return f'<input type="hidden" name="{name}" value="{escape(value)}" />'
