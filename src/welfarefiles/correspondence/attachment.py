"""Download of one attachment of a filed email, read out of the original message (R133)."""

from ..messages.message import MessageRefused
from ..messages.reading import read_message
from ..records.download import Download
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import re


@implementer(IPublishTraverse)
class AttachmentDownload(Download):
    """``@@attachment/<number>``: saved to disk, never shown; its name and type are not trusted."""

    ledger_action = "correspondence.taken"
    number = ""

    def publishTraverse(self, request, name):
        if self.number or not re.fullmatch(r"[1-9][0-9]{0,2}", name):
            raise NotFound()
        self.number = name
        return self

    def __call__(self):
        data, name = self.found()
        response = self.request.response
        response.setHeader("Content-Type", "application/octet-stream")
        response.setHeader("Content-Disposition", f'attachment; filename="{self.saved_as(name)}"')
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")
        return data

    def found(self):
        """(bytes, name) of the attachment in the address."""
        try:
            with self.context.file.open() as stream:
                attachments = read_message(stream.read()).attachments
            one = attachments[int(self.number) - 1]
        except (MessageRefused, ValueError, IndexError) as error:
            raise NotFound() from error
        if one.data is None:
            raise NotFound()
        return one.data, one.name

    def saved_as(self, name):
        """Reference, date and number; never a name from outside."""
        return self.name_for(f"email-attachment-{self.number}", name)
