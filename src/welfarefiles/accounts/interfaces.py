"""What another concern may give to those who are on the way in."""

from zope.interface import Interface


class IReadFirst(Interface):
    """A utility: documents that volunteers, students and supply staff read first (R036)."""

    def texts():
        """[(title, text)]; empty where there are none."""

    def html(text):
        """Such a text as HTML that can do no harm."""

    def acknowledged(user_id):
        """Keep with the documents that somebody acknowledged all of them, as they are now."""
