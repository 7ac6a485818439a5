"""The periodic work of access: reviews that fall due are told by mail."""

from .. import _
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from .reviews import remind
from datetime import time


class RemindOfReviews(PeriodicWork):
    """Every morning, before school."""

    title = _("Tell leads of access to look at again")
    when = Daily(time(6, 30))

    def do(self, context, arguments, step):
        return remind()
