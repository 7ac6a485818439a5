"""What of this package changes something, found out from the component registry and the code."""

from dataclasses import dataclass
from plone.z3cform.layout import FormWrapper
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import inspect
import re


PACKAGE = "welfarefiles."
SERVICE = re.compile(r"(?P<method>POST|PATCH|PUT|DELETE)_application_json_(?P<name>.*)")


@dataclass(frozen=True)
class Change:
    """A service of a method that changes, or a page that takes a form; and what it is for."""

    method: str
    name: str
    is_rest: bool
    required: type(Interface)

    def __str__(self):
        return f"{self.method} {self.name if self.is_rest else f'@@{self.name}'}"


def changes():
    """Every `Change` there is."""
    for one in getGlobalSiteManager().registeredAdapters():
        classes = getattr(one.factory, "__mro__", ())
        if len(one.required) != 2 or not any(map(is_ours, classes)):
            continue
        service = SERVICE.fullmatch(one.name)
        if service:
            yield Change(service["method"], service["name"], True, one.required[0])
        elif "_application_" not in one.name and takes_a_form(one.factory):
            yield Change("POST", one.name, False, one.required[0])


def is_ours(cls):
    return cls.__module__.startswith(PACKAGE)


def takes_a_form(page):
    """Whether a page does something else with a POST: its code asks, or it wraps a form.

    What a class that answers by itself has inherited counts no more.
    """
    if issubclass(page, FormWrapper):
        return True
    for cls in filter(is_ours, page.__mro__):
        if '"POST"' in inspect.getsource(cls):
            return True
        answer = vars(cls).get("__call__")
        if answer is not None and "super().__call__" not in inspect.getsource(answer):
            return False
    return False
