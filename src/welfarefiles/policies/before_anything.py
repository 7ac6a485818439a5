"""What volunteers, students and supply staff read before they are let in (R036)."""

from ..accounts.interfaces import IReadFirst
from ..files.navigation import every_school
from .register import policies
from .rendering import rendered
from plone import api
from zope.interface import implementer


@implementer(IReadFirst)
class ReadFirst:
    """The policies marked so, of every school of the site."""

    def texts(self):
        return [(policy.title, policy.current.text) for _kept, policy in _marked()]

    def html(self, text):
        return rendered(text)

    def acknowledged(self, user_id):
        for kept, policy in _marked():
            kept.acknowledge(policy, policy.current.number, user_id)


def _marked():
    for school in every_school(api.portal.get()):
        kept = policies(school)
        yield from ((kept, policy) for policy in kept.all() if policy.first)
