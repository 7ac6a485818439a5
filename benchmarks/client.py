"""A server process of one instance, and what is asked of it over HTTP."""

from http.client import HTTPConnection
from lxml import html
from pathlib import Path
from urllib.parse import urlencode

import json
import os
import subprocess
import sys
import time


HERE = Path(__file__).parent
HOST = "localhost"  # not 127.0.0.1, where Plone draws its pages without the theme
PATIENCE = 180


class Server:
    """`server.py` on a port, as long as the `with` block lasts, with somebody signed in.

    :param settings: environment variables of its own.
    """

    def __init__(self, folder, kind, port, user_id="lead", settings=None):
        self.folder = Path(folder)
        self.kind = kind
        self.port = port
        self.user_id = user_id
        self.settings = settings or {}
        self.paths = json.loads((self.folder / "paths.json").read_text(encoding="utf-8"))

    def __enter__(self):
        command = [sys.executable, HERE / "server.py", self.folder, self.kind, str(self.port)]
        log = (self.folder / "var" / f"{self.port}.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, env=os.environ | self.settings, text=True
        )
        log.close()
        try:
            self._sign_in(log.name)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _sign_in(self, log):
        self.connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        if self.process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"The server did not start: {Path(log).read_text()[-3000:]}")
        self.cookie = self.ask("cookie", user_id=self.user_id)

    def __exit__(self, *exception):
        self.connection.close()
        self.process.terminate()
        self.process.wait()

    def ask(self, question, **arguments):
        """Answer of the server to a question of the benchmark itself."""
        return json.loads(self._send("POST", f"/__bench__/{question}", json.dumps(arguments)))

    def cpu(self):
        """Seconds of processor time the process has used."""
        return self.ask("cpu")

    def page(self, path, shows):
        """Get a page as a browser does; it must show some text, or it is not the page meant."""
        text = self._send("GET", path, headers={"Accept": "text/html"})
        if shows not in text:
            raise RuntimeError(f"{path} of {self.kind} does not show {shows!r}:\n{text[:2000]}")
        return text

    def get(self, path):
        """Get JSON."""
        return json.loads(self._send("GET", path, headers={"Accept": "application/json"}))

    def post(self, path, **values):
        """Send JSON; returns what was made."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        return json.loads(self._send("POST", path, json.dumps(values), headers))

    def write(self, path, press, **fields):
        """Get an add form, fill it in and press a button, as a browser does."""
        page = self._send("GET", path, headers={"Accept": "text/html"})
        name = path.rpartition("/")[2]
        forms = (one for one in html.fromstring(page).forms if name in (one.action or ""))
        shown = [pair for pair in next(forms).form_values() if pair[0] not in fields]
        body = urlencode([*shown, *fields.items(), (press, "1")])
        headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
        self._send("POST", path, body, headers, good=302)
        if name in self.led_to:
            raise RuntimeError(f"{path} of {self.kind} was not saved")

    def _send(self, method, path, body=None, headers=None, good=200):
        cookie = getattr(self, "cookie", None)
        headers = {**(headers or {}), **({"Cookie": f"__ac={cookie}"} if cookie else {})}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        self.led_to = response.headers.get("Location", "")
        if not good <= response.status < max(300, good + 1):
            raise RuntimeError(f"{method} {path} of {self.kind}: {response.status}\n{text[:2000]}")
        return text


def wait_until_quiet(seconds=60, most=1.0):
    """Wait until the machine has little else to do, not for ever; returns the load it has then."""
    until = time.time() + seconds
    while os.getloadavg()[0] > most and time.time() < until:
        time.sleep(5)
    return os.getloadavg()[0]
