"""Start the workers with the server, unless workers of their own are configured."""

from ..sql.configuration import setting

import logging
import os


logger = logging.getLogger(__name__)

#: Where jobs are done: in the server itself, or by `welfarefiles-worker` processes.
HERE, WORKERS = "here", "workers"

process = None


def start_with_server(event):
    """Subscriber of IProcessStarting, which scripts do not send."""
    # mails are sent by a job of ours: Plone's own sending thread would write addresses into the log
    os.environ.setdefault("MAILHOST_QUEUE_ONLY", "1")
    if (setting("jobs") or HERE) != HERE:
        logger.info("Long jobs are left to welfarefiles-worker")
        return
    start()


def stop():
    """End the work before the database is closed; nothing to do where none is done."""
    if process is not None:
        process.stop()


def start():
    """Start working in this process."""
    global process
    from .consumer import JobsProcess
    from .world import PloneWorld

    process = JobsProcess(PloneWorld())
    process.start()
    return process
