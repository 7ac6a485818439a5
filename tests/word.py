"""Very many requests in this process, of people whose word is taken for who they are.

A plugin of the user folder believes it: signing in is tried elsewhere, and would take most of the
time of a test that asks for thousands of addresses.
"""

from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from tests.wsgi import Direct
from zope.interface import implementer


#: Where in the WSGI environment it stands who asks.
PERSON = "tests.word.person"


@implementer(IExtractionPlugin, IAuthenticationPlugin)
class TakenAtTheirWord(BasePlugin):
    """Whoever the environment of the request names has signed in."""

    meta_type = "Taken at their word"

    def extractCredentials(self, request):
        """See `IExtractionPlugin`."""
        person = request.environ.get(PERSON)
        return {PERSON: person} if person else {}

    def authenticateCredentials(self, credentials):
        """See `IAuthenticationPlugin`."""
        person = credentials.get(PERSON)
        return (person, person) if person else None


def take_at_their_word(portal):
    """Let the portal believe what `Asker` says."""
    accounts = portal.acl_users
    accounts._setObject("word", TakenAtTheirWord("word"))
    for interface in (IExtractionPlugin, IAuthenticationPlugin):
        accounts.plugins.activatePlugin(interface, "word")


class Asker(Direct):
    """One person, without a password."""

    def environ(self, *request):
        said = {PERSON: self.user_id} if self.user_id else {}
        return {**super().environ(*request), **said, "HTTP_AUTHORIZATION": ""}
