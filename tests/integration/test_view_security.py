"""A gate: each page and service of ours asks for a permission, and answers on our layer only."""

from pathlib import Path
from welfarefiles.access.interfaces import IScopedRequest
from welfarefiles.interfaces import IWelfareFilesLayer
from welfarefiles.portal.interfaces import ILeanLayer
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.publisher.interfaces import IRequest
from zope.publisher.interfaces import IView

import pytest
import welfarefiles


PACKAGE = Path(welfarefiles.__file__).resolve().parent
LAYERS = (IWelfareFilesLayer, ILeanLayer, IScopedRequest)
#: What makes the publisher call or traverse something.
PUBLISHED = ("__call__", "publishTraverse", "browserDefault", "index_html")

#: Views everybody may call, and why.
PUBLIC = {
    "main_template": "the frame of the sign-in and error pages; it shows nothing of its context",
    "welfare-look": "style sheets and scripts of the sign-in page",
    "login": "whoever signs in is nobody yet",
    "login-help": "whoever lost a password is nobody; everybody is answered alike",
    "mail_password": "the same, by Plone's name",
    "mail_password_form": "the same",
    "second-factor": "nobody too: acts on the session the browser holds, which is nobody's yet",
    "set-up-second-factor": "the same",
    "read-policy": "the same",
    "notice-to-families": "what a school tells families in public, and nothing else (R048)",
    "receipt": "a school without an account; what may be done, the link and its code say (R148)",
    "school-account": "sends to the school's own sign-in",
    "school-account-back": "believes only what the provider signed for this very browser",
    "POST_application_json_@login": "the same",
    "POST_application_json_@login-renew": "says only whether the token it comes with is good",
    "POST_application_json_@logout": "ends the session it comes with",
    "index.html": "error pages: empty under a school, elsewhere they say that there was an error",
    "ploneform-render-widget": "of a field within a form; the form's own permission was asked for",
}
#: Permissions that are no wall.
NO_WALL = {None, "Public, everyone can access", "Anonymous"}


def is_ours(registration):
    """Whether a factory is of our package, or registered by our ZCML (a template alone)."""
    file = getattr(registration.info, "file", "")
    module = getattr(registration.factory, "__module__", "") or ""
    return module.split(".")[0] == "welfarefiles" or bool(
        file and Path(file).resolve().is_relative_to(PACKAGE)
    )


def is_published(registration):
    """Whether a URL can lead to what the factory makes: a named adapter of content and request.

    What is looked up with three, such as an add form, is so only where it says that it is a page.
    """
    _context, *others = registration.required
    if not any(one.isOrExtends(IRequest) for one in others):
        return False
    reachable = (registration.name and len(others) == 1) or registration.provided.extends(IView)
    return bool(reachable) and is_callable(registration.factory)


def is_callable(factory):
    """Whether what a class makes can be called or traversed; every class itself can be called."""
    classes = getattr(factory, "__mro__", ())
    return any(name in vars(one) for one in classes for name in PUBLISHED)


def views(manager=None):
    manager = manager or getGlobalSiteManager()
    return [one for one in manager.registeredAdapters() if is_ours(one) and is_published(one)]


def permission_of(factory):
    """Title of the permission the publisher asks for, None when it asks for none."""
    for name in ("__roles__", "__call____roles__"):
        roles = getattr(factory, name, None)
        if hasattr(roles, "rolesForPermissionOn"):
            return roles.__name__
    return None


def unprotected(registrations):
    return {one.name for one in registrations if permission_of(one.factory) in NO_WALL}


def test_every_view_asks_for_a_permission_but_those_allowed(integration):
    assert unprotected(views()) == set(PUBLIC)


def test_permissions_are_known_to_the_site(integration):
    known = set(integration["portal"].possible_permissions())
    assert {permission_of(one.factory) for one in views()} - {None} <= known


def test_every_view_answers_on_our_layer_only(integration):
    elsewhere = [one.name for one in views() if not any(layer in one.required for layer in LAYERS)]
    assert elsewhere == []


def test_the_gate_sees_pages_and_services(integration):
    names = {one.name for one in views()}
    assert {"move-on", "checklist", "edit", "find", "upload"} <= names
    assert {"POST_application_json_@workflow", "GET_application_json_@search"} <= names
    assert len(names) > 20


@pytest.mark.parametrize("declared", [False, True])
def test_a_view_without_permission_is_noticed(integration, declared):
    class Leak:
        __module__ = "welfarefiles.files.views"

        def __call__(self):
            return "everything"

    if declared:
        Leak.__roles__ = None  # what zope.Public comes to
    manager = getGlobalSiteManager()
    found = Leak, (Interface, IWelfareFilesLayer), Interface, "leak"
    manager.registerAdapter(*found)
    try:
        assert "leak" in unprotected(views())
    finally:
        manager.unregisterAdapter(*found)
