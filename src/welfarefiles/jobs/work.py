"""The portal's own periodic work: mails, and what was kept long enough."""

from .. import _
from ..notices.digest import send_digests
from ..notices.sending import MailServerDown
from ..notices.sending import send_waiting
from ..notices.waiting import gathered
from ..notices.waiting import waiting
from ..sql.engine import get_store
from . import marks
from .claims import now
from .kinds import NotNow
from .kinds import PeriodicWork
from .tables import DONE
from .tables import ENDED
from .tables import jobs
from .tables import results
from .tables import steps
from .when import Daily
from .when import Every
from datetime import time
from datetime import timedelta
from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import or_
from sqlalchemy import select


#: Days a job that has ended stays in the lists; of a round of the clock that went well, one.
SHOWN_DAYS = 30
MOST_AT_ONCE = 5000


class SendMail(PeriodicWork):
    """Hand the waiting mails to the mail server, every minute."""

    title = _("Send waiting mails")
    when = Every(1)

    def needed(self, site):
        return bool(waiting())

    def do(self, context, arguments, step):
        try:
            return send_waiting()
        except MailServerDown as error:
            raise NotNow(f"The mail server cannot be reached: {error}. The mails wait.") from None


class SendDigests(PeriodicWork):
    """One mail a day to those who chose so, after the reminders of the morning."""

    title = _("Write the mails of the day")
    when = Daily(time(7, 45))

    def needed(self, site):
        return bool(gathered())

    def do(self, context, arguments, step):
        return send_digests()


class Clean(PeriodicWork):
    """Remove results that were kept long enough, and jobs that ended long ago."""

    title = _("Remove old jobs and their results")
    when = Daily(time(3, 40))

    def do(self, context, arguments, step):
        removed = remove_old(get_store(), now())
        for job_id in removed:
            marks.forget(context, job_id)
        return len(removed)


def remove_old(store, moment):
    """Remove what was kept long enough; ids of the jobs that are gone."""
    long_ago = jobs.c.ended_at < moment - timedelta(days=SHOWN_DAYS)
    round_ago = and_(
        jobs.c.ended_at < moment - timedelta(days=1), jobs.c.owner == "", jobs.c.state == DONE
    )
    with store.writing() as connection:
        connection.execute(delete(results).where(results.c.expires_at <= moment))
        gone = list(
            connection.scalars(
                select(jobs.c.id)
                .where(jobs.c.state.in_(ENDED), or_(long_ago, round_ago))
                .limit(MOST_AT_ONCE)
            )
        )
        for table in (results, steps):
            connection.execute(delete(table).where(table.c.job_id.in_(gone)))
        connection.execute(delete(jobs).where(jobs.c.id.in_(gone)))
    return gone
