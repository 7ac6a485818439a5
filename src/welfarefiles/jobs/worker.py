"""`welfarefiles-worker`: a process that does long jobs and nothing else, for the cluster."""

from pathlib import Path

import argparse
import signal
import sys
import threading


CONFIGURATION = Path("instance/parts/instance/etc/zope.conf")


def main(arguments=None):
    """Work until SIGTERM or SIGINT, then finish the present step and end."""
    parser = argparse.ArgumentParser(description="Do the long jobs of Welfare Files.")
    parser.add_argument("--configuration", default=str(CONFIGURATION), help="zope.conf to use")
    parser.add_argument("--threads", type=int, default=1, help="jobs at the same time (1)")
    options = parser.parse_args(arguments)
    if not Path(options.configuration).is_file():
        sys.exit(
            f"There is no {options.configuration}: say where zope.conf is with --configuration"
        )
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: ended.set())
    process = start(options.configuration, options.threads)
    ended.wait()
    process.stop()
    return 0


def start(configuration, threads=1):
    """Load Zope and start to work."""
    from .consumer import JobsProcess
    from .world import PloneWorld
    from Zope2.Startup.run import configure_wsgi

    import Zope2

    configure_wsgi(configuration)
    Zope2.app()._p_jar.close()
    process = JobsProcess(PloneWorld(), threads)
    process.start()
    return process
