"""A real server killed with `kill -9` while somebody writes: what they typed is there (issue 6)."""

from contextlib import contextmanager
from pathlib import Path
from tests.browser.visitor import Visitor

import os
import signal
import socket
import subprocess
import sys


SCRIPT = Path(__file__).with_name("killed_site.py")
SAID = "She described the mornings."


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@contextmanager
def served(folder, port):
    """(the process, where the file is) of a server on the data in a folder."""
    root = Path(__file__).parents[2]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "WELFAREFILES_KEY_FILE": str(folder / "key"),
    }
    command = [sys.executable, str(SCRIPT), str(folder), str(port)]
    log = (folder / f"{port}.log").open("a")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=env, text=True)
    log.close()
    try:
        where = process.stdout.readline().strip()
        assert where, (folder / f"{port}.log").read_text()[-3000:]
        yield process, where
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_what_was_typed_is_there_after_the_server_was_killed(browser, tmp_path):
    port = free_port()
    page = browser.new_page(locale="en-GB", timezone_id="Europe/London")
    portal = f"http://127.0.0.1:{port}/portal"
    lead = Visitor(page, portal)
    form = "++add++ContactNote"
    with served(tmp_path, port) as (process, where):
        address = f"{portal.removesuffix('/portal')}{where}/{form}"
        lead.sign_in("lead")
        lead.go(address)
        lead.fill("What was said and seen", SAID)
        page.get_by_text("Kept at ").wait_for()
        process.send_signal(signal.SIGKILL)
        process.wait()
        lead.fill("Outcome", "Nobody hears this any more")
        page.get_by_text("Not kept: no connection").wait_for()
    page.close()
    later = Visitor(browser.new_page(), portal)
    with served(tmp_path, port):
        later.sign_in("lead")
        later.go(address)
        later.page.locator(".begun li > a").click()
        later.page.get_by_text("This is what you began on").wait_for()
        assert later.field("What was said and seen").input_value() == SAID
    later.page.close()
