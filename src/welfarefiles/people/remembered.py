"""Answers about accounts, remembered for the length of one request.

Roles and names are asked for many times in a request and each question goes through every
plugin of the site's accounts.
"""

from functools import wraps
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


def once_a_request(function):
    """Decorate a function of one id, so that each id is looked up once in a request."""
    key = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def remembered(principal_id):
        annotations = IAnnotations(getRequest(), None)
        if annotations is None:
            return function(principal_id)
        answers = annotations.get(key)
        if answers is None:
            answers = annotations[key] = {}
        if principal_id not in answers:
            answers[principal_id] = function(principal_id)
        return answers[principal_id]

    return remembered
