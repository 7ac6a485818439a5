"""Tokens against forged requests in our pages, put in without taking the page to pieces.

Plone's transform does three things after every page: it frames no page elsewhere, it stops a GET
that writes, and it gives every form a token, for which it parses and writes the whole page anew.
The first two stay as they are. Our own forms carry their token already; those of Plone's that are
drawn in our frame (sign-in, personal information) get it here. So do what is kept while it is
typed, and what was held back.
"""

from .drafting import with_drafts
from .heldback import published
from .heldback import with_typed
from .interfaces import ILeanLayer
from .refilling import END
from .refilling import FORM
from .refilling import POST
from html import escape
from plone.protect.authenticator import createToken
from plone.protect.auto import ProtectTransform
from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


# In our templates no attribute holds a bare ">": Chameleon quotes it.
CARRIED = 'name="_authenticator"'


@implementer(ITransform)
@adapter(Interface, ILeanLayer)
class LeanProtection(ProtectTransform):
    """Plone's transform on pages in our frame."""

    def transform(self, result, encoding):
        """See `ProtectTransform`: the page with tokens, or None to leave it as it is."""
        content_type = self.request.response.getHeader("Content-Type") or ""
        if not content_type.startswith("text/html") or self.request.response.status in (301, 302):
            return None
        page = "".join(
            part.decode(encoding) if isinstance(part, bytes) else part for part in result
        )
        kept = with_drafts(page, self.request, published(self.request))
        filled = with_typed(kept, self.request)
        changed = with_tokens(filled, lambda: createToken(manager=self.key_manager))
        return None if changed == page else [changed]


def with_tokens(page, make_token):
    """The page with a token in each form that is sent by POST and has none."""

    def with_token(form):
        opening = form.group()
        rest = page[form.end() : page.find(END, form.end())]
        if not POST.search(opening) or CARRIED in rest:
            return opening
        token = escape(make_token(), quote=True)
        return f'{opening}<input type="hidden" {CARRIED} value="{token}" />'

    return FORM.sub(with_token, page)
