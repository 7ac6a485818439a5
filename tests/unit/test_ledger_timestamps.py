"""Heads time-stamped by a real authority: openssl's, on this machine."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from tests.required import missing
from welfarefiles.ledger.timestamps import stamp
from welfarefiles.ledger.timestamps import TimestampFailed

import pytest
import shutil
import subprocess
import threading


LINE = "2026-11-16T10:30:00.000000Z 16 " + "ab" * 32
CONFIGURATION = """
[ req ]
distinguished_name = name
x509_extensions = stamping
prompt = no
[ name ]
CN = Invented Authority
[ stamping ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ tsa ]
default_tsa = authority
[ authority ]
serial = {folder}/serial
signer_cert = {folder}/cert.pem
signer_key = {folder}/key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Folder with the certificate and configuration of an authority."""
    if shutil.which("openssl") is None:
        missing("openssl")
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    (folder / "serial").write_text("01\n")
    openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"),
        *("-config", folder / "tsa.cnf", "-keyout", folder / "key.pem"),
        *("-out", folder / "cert.pem"),
    )
    return folder


def openssl(*arguments):
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@contextmanager
def serving(answer):
    """URL of a server that gives `answer(question)`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            question = self.rfile.read(int(self.headers["Content-Length"]))
            said = answer(question)
            self.send_response(200 if said else 500)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *arguments):
            pass

    with HTTPServer(("localhost", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()


def stamped(folder, question):
    (folder / "question").write_bytes(question)
    return openssl(
        *("ts", "-reply", "-queryfile", folder / "question", "-config", folder / "tsa.cnf")
    )


def test_a_stamp_that_anybody_can_verify(authority, tmp_path):
    with serving(lambda question: stamped(authority, question)) as url:
        path = stamp(tmp_path, LINE, url)
    assert path == tmp_path / "16.tsr"
    assert (tmp_path / "16.head").read_text() == LINE
    said = openssl(
        *("ts", "-verify", "-data", tmp_path / "16.head", "-in", path),
        *("-CAfile", authority / "cert.pem"),
    )
    assert said == b"" or b"OK" in said


def test_an_answer_to_another_question(authority, tmp_path):
    questions = []

    def answer(question):
        questions.append(question)
        return stamped(authority, questions[0])

    with serving(answer) as url:
        stamp(tmp_path, LINE, url)
        (tmp_path / "16.tsr").unlink()
        with pytest.raises(TimestampFailed, match="not about what was asked"):
            stamp(tmp_path, LINE, url)
    assert not (tmp_path / "16.tsr").exists()


@pytest.mark.parametrize("answer", [b"", b"Good morning"])
def test_no_answer_and_nonsense(tmp_path, answer):
    with serving(lambda question: answer) as url, pytest.raises(TimestampFailed):
        stamp(tmp_path, LINE, url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/", "http://localhost:1/"])
def test_addresses_that_are_none(tmp_path, url):
    with pytest.raises(TimestampFailed):
        stamp(tmp_path, LINE, url)
