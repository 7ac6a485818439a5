"""The wall: whoever may not see the content a URL leads through finds nothing there.

Stock Plone serves dozens of views of private content to anybody who knows its path. Here every
request whose URL leads to content of ours, or to something of it, needs *View* and *Access
contents information* on that content, whatever it asks for. Of what the content stands in nothing
is asked: a person may have been given one record of a file, and finds nothing else of it.
"""

from ..interfaces import IPrivateContent
from ..interfaces import IWelfareContent
from AccessControl.SecurityManagement import getSecurityManager
from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from Acquisition import aq_parent
from itertools import pairwise
from plone.rest.traverse import RESTWrapper
from webdav.NullResource import NullResource
from zExceptions import NotFound
from zope.component.hooks import getSite


WALLS = ("View", "Access contents information")


def refuse_hidden(event):
    """Subscriber of `IPubAfterTraversal`: raise NotFound before anything is published."""
    request = event.request
    trail = [request["PUBLISHED"], *request["PARENTS"]]
    if not may_pass(trail, getSecurityManager().getUser()):
        raise NotFound()


def may_pass(trail, user):
    """Whether the user may go where a URL leads.

    :param trail: what the URL was resolved to, the last part first.
    :param user: None for nobody.
    """
    trail = [unwrapped(step) for step in trail]
    ours = [step for step in trail if IWelfareContent.providedBy(step)]
    if not ours:
        return True
    if user is None or any(isinstance(aq_base(step), NullResource) for step in trail):
        return False
    return _stands_in_line(ours) and is_visible(ours[0], user)


def unwrapped(step):
    """What a REST wrapper stands for."""
    return step.context if isinstance(step, RESTWrapper) else step


def _stands_in_line(ours):
    """Whether each is really inside the next, not acquired through it."""
    return all(
        aq_base(aq_parent(aq_inner(inner))) is aq_base(outer)
        for inner, outer in pairwise(ours)
        if aq_base(inner) is not aq_base(outer)
    )


def is_visible(content, user):
    """Whether the user may see the content: both walls, and for files an account of the site.

    Zope's own accounts (its administrators, the emergency user) are outside the team, the rule
    and our user factory, so no right they have can count on a file.
    """
    if IPrivateContent.providedBy(content) and not is_of_site(user):
        return False
    return all(user.has_permission(wall, content) for wall in WALLS)


def account_id():
    """What tells the signed-in person's account from every other.

    One of Zope's own accounts, an administrator of the server, has a slash before its id, which no
    account of a site has: so nobody of a site passes for it by being called the same.
    """
    user = getSecurityManager().getUser()
    return user.getId() if is_of_site(user) else f"/{user.getId()}"


def is_of_site(user):
    """Whether the user's account is in the site's own user folder."""
    accounts = aq_base(aq_base(getSite())._getOb("acl_users", None))
    return any(aq_base(step) is accounts for step in aq_chain(aq_inner(user)))
