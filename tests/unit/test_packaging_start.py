"""The scripts behind `make start`: what they refuse, and in which words."""

from pathlib import Path

import importlib
import pytest
import socket
import sys


SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def script(monkeypatch):
    """Import a script by name, and forget all of them afterwards."""
    monkeypatch.syspath_prepend(SCRIPTS)
    before = set(sys.modules)
    yield importlib.import_module
    for name in {path.stem for path in SCRIPTS.glob("*.py")} - before:
        sys.modules.pop(name, None)


@pytest.fixture
def failed(script):
    """The exception whose text is shown to the person at the terminal."""
    return script("environment").Failed


def test_old_python_is_refused_in_one_sentence(script, failed, monkeypatch):
    environment = script("environment")
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(failed, match=r"needs Python 3\.11 or newer") as refusal:
        environment.check_python()
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(script, failed, text):
    with pytest.raises(failed, match="is not a port"):
        script("start").port_number(text)


def test_used_port_is_refused_before_any_work(script, failed):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(failed, match=f"Port {port} is in use"):
            script("start").refuse_used_port(port)
        with pytest.raises(failed, match=f"Port {port} is in use"):
            script("listening").bind(port)


def test_server_is_bound_to_this_computer_only(script):
    bound = script("listening").bind(0)
    try:
        assert {place.getsockname()[0] for place in bound} <= {"127.0.0.1", "::1"}
    finally:
        for place in bound:
            place.close()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("127.0.0.1:8080", True),
        ("127.0.0.2:8080", True),
        ("localhost:8080", True),
        ("[::1]:8080", True),
        ("8080", False),
        ("0.0.0.0:8080", False),
        ("[::]:8080", False),
        ("192.168.1.7:8080", False),
        ("welfare.school.example:8080", False),
    ],
)
def test_only_loopback_addresses_count_as_local(script, address, local):
    assert script("listening").is_local(address) is local


def test_bare_address_leads_to_the_portal(script):
    answers = []
    app = script("listening").AtTop(lambda environ, start: [b"inside"], "portal")
    app({"PATH_INFO": "/"}, lambda status, headers: answers.append((status, dict(headers))))
    assert answers == [("302 Found", {"Location": "/portal", "Content-Length": "0"})]
    assert app({"PATH_INFO": "/portal"}, None) == [b"inside"]


@pytest.mark.parametrize(
    "output",
    [
        "[Errno -3] Temporary failure in name resolution",
        "error sending request for url (https://pypi.org/simple/uv/): dns error",
        "Failed to establish a new connection: [Errno 101] Network is unreachable",
    ],
)
def test_network_trouble_is_recognised(script, output):
    assert script("environment").OFFLINE.search(output)


def test_broken_off_demonstration_is_thrown_away(script, tmp_path, monkeypatch):
    unfinished = script("unfinished")
    for name, path in {"VAR": "", "MARK": "mark", "DATABASE": "filestorage/Data.fs"}.items():
        monkeypatch.setattr(unfinished, name, tmp_path / path)
    (tmp_path / "filestorage").mkdir()
    (tmp_path / "blobstorage").mkdir()
    unfinished.DATABASE.write_text("real")
    assert unfinished.clear(str) is False
    assert unfinished.DATABASE.exists()
    (tmp_path / "welfarefiles.sqlite-wal").touch()
    unfinished.begin()
    assert unfinished.clear(str) is True
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["blobstorage", "filestorage"]
