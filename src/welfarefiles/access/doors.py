"""Which of Plone's own pages and services are open, and to whom: none but those named here.

Plone has some 400 pages and services on everything, most of them open to whoever sees the thing,
and add-ons bring more. What this package publishes asks for its own permissions. Of the rest,
content of ours has nothing; people of the site have what `PAGES` and `SERVICES` name; whoever sets
the site up has what Plone gives them, except on content of ours.
"""

from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFilesLayer
from .filter import NOTE
from .wall import unwrapped
from AccessControl.SecurityManagement import getSecurityManager
from plone.dexterity.browser.add import DefaultAddView
from plone.resource.file import FilesystemFile
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.browserresource.interfaces import IResource
from zope.component.hooks import getSite
from zope.publisher.interfaces.browser import IBrowserView

import plone.rest.service
import types


PACKAGE = __name__.split(".")[0] + "."
SETTING_UP = "Plone Site Setup: Overview"

#: Plone's pages for everybody: signing in and out, one's own password and name.
PAGES = frozenset(
    (
        "change-password",
        "failsafe_login",
        "forced-password-change",
        "initial-login-password-change",
        "insufficient-privileges",
        "logged-out",
        "logged_out",
        "login",
        "login-help",
        "login_form",
        "logout",
        "mail_password",
        "mail_password_form",
        "passwordreset",
        "personal-information",
        "pwreset_finish",
        "require_login",
        # What administrators write for everybody, policies for instance.
        "document_view",
        "file_view",
        # Tells robots to stay out.
        "robots.txt",
    )
)
#: Modules of services and views for everybody: tokens of the API, single sign-on.
MODULES = ("plone.restapi.services.auth.",)
#: Plone's pages of which single methods are asked for; of others only the page itself.
WITH_METHODS = frozenset(("plone_lock_operations",))
#: Fields of forms: who may see the form may see its fields, and widgets ask for nothing else.
PARTS = frozenset(("ploneform-render-widget",))


def refuse_closed(event):
    """Subscriber of `IPubAfterTraversal`: at a closed door NotFound, for nobody Unauthorized."""
    request = event.request
    if not IWelfareFilesLayer.providedBy(request):
        return
    published = request["PUBLISHED"]
    if is_static(published):
        request.environ.get(NOTE, {})["static"] = True
        return
    user = getSecurityManager().getUser()
    if not is_open(published, request["PARENTS"], user):
        raise NotFound() if user.getId() else Unauthorized()


def owner_of(published):
    """What a published method belongs to; anything else itself."""
    return published.__self__ if isinstance(published, types.MethodType) else published


def is_part(published):
    """Whether it is a method of one of Plone's pages, made for templates and not for people."""
    page = owner_of(published)
    if page is published or not is_view(page) or is_ours(page):
        return False
    return published.__name__ != "__call__" and name_of(page) not in WITH_METHODS


def is_static(published):
    """Whether it is a script, style or picture, the same for everybody."""
    if is_ours(published):
        return getattr(published, "same_for_everybody", False)
    return IResource.providedBy(published) or isinstance(published, FilesystemFile)


def is_open(published, parents, user):
    """Whether a door is open.

    :param published: what the publisher is about to call.
    :param parents: what the URL leads through, the last part first.
    """
    if IWelfareContent.providedBy(published):
        return True  # its own page, which the type names
    if is_part(published):
        return False
    published = owner_of(published)
    if is_view(published) and is_ours(published):
        return True
    if any(IWelfareContent.providedBy(unwrapped(parent)) for parent in parents):
        return is_view(published) and name_of(published) in PARTS
    if user.has_permission(SETTING_UP, getSite()):
        return not is_misplaced(published)
    return is_view(published) and (name_of(published) in PAGES or is_of(published, MODULES))


def is_misplaced(published):
    """Whether it is Plone's form to add what cannot be added where it is asked for."""
    if not isinstance(published, DefaultAddView):
        return False
    return not published.context.getTypeInfo().allowType(published.ti.getId())


def is_view(published):
    """Whether it is a page or service, not content, a tool, or a method or text of either."""
    return IBrowserView.providedBy(published) or isinstance(published, plone.rest.service.Service)


def is_ours(published):
    """Whether a page or service is written in this package."""
    return is_of(published, (PACKAGE,))


def is_of(published, modules):
    """Whether a page or service, or what it is built on, comes from one of the modules."""
    return any(f"{cls.__module__}.".startswith(modules) for cls in type(published).__mro__)


def name_of(published):
    """The name a page is registered under."""
    return getattr(published, "__name__", None)
