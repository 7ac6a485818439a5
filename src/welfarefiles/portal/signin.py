"""Whether somebody still is signed in."""

from Products.Five.browser import BrowserView


class SignedIn(BrowserView):
    """`@@signed-in`: nothing for whoever is signed in; anybody else is sent to the sign-in page.

    The page's script asks before it sends a form, whose text would be lost on that way, and when
    somebody says that they are still there: asking begins the time of rest anew.
    """

    def __call__(self):
        self.request.response.setStatus(204)
        self.request.response.setHeader("Cache-Control", "no-store")
        return ""
