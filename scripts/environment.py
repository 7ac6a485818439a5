"""Make the environment this checkout runs in: virtualenv, pinned packages, add-on, instance.

It runs before anything is installed, so it uses nothing but Python itself. Each step is done only
when what it depends on has changed; a step that fails ends in one sentence and exit code 1.
"""

from pathlib import Path

import hashlib
import os
import re
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
PINS = ROOT / "requirements.txt"
LOG = VENV / "install.log"
PARTS = ROOT / "instance" / "parts"
VAR = ROOT / "instance" / "var"

OLDEST = (3, 11)
NEWEST = (3, 13)
OFFLINE = re.compile(
    r"name resolution|dns error|NameResolution|getaddrinfo|unreachable|NewConnectionError"
    r"|Failed to establish|Connection refused|error sending request|ConnectTimeout|timed out",
    re.IGNORECASE,
)


class Failed(Exception):
    """A step cannot be done; the text is the sentence for the person at the terminal."""


def say(sentence):
    """Show one line at once, also when the output is a pipe."""
    print(sentence, flush=True)


def check_python():
    """Refuse a Python that is too old for Plone."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST:
        raise Failed(
            f"Welfare Files needs Python 3.11 or newer, and {sys.executable} is {found}: "
            "install a newer one and name it, for example: make start PYTHON=python3.12"
        )
    if sys.version_info[:2] > NEWEST:
        say(f"Python {found} is newer than those Welfare Files was tried with (3.11 to 3.13).")


def prepare(buildout="buildout.cfg"):
    """Bring the environment up to date; `buildout` names a configuration, if any."""
    check_python()
    make_virtualenv()
    install_packages()
    install_add_on()
    if buildout:
        build_instance(buildout)


def make_virtualenv():
    """Make .venv with the Python that runs this, unless there is one that works in this place."""
    stamp = VENV / "place.stamp"
    moved = read(stamp) not in ("", str(VENV))
    if moved or not runs([PYTHON, "-c", "import pip"]):
        say(f"Making a virtualenv in .venv with {sys.executable}")
        try:
            run([sys.executable, "-m", "venv", "--clear", VENV])
        except Failed as error:
            raise Failed(
                "Python's venv module does not work here; on Debian and Ubuntu: "
                "apt-get install python3-venv"
            ) from error
    stamp.write_text(str(VENV), encoding="utf-8")


def install_packages():
    """Install what requirements.txt pins, when it is not the list installed last."""
    stamp = VENV / "packages.stamp"
    state = digest(PINS)
    if read(stamp) == state:
        return
    count = len(re.findall(r"^[^#\s]", PINS.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"Installing {count} pinned packages (a minute or two the first time)")
    if not (install_uv() and runs([BIN / "uv", *install_command("-r", PINS)], log="a")):
        run_online([PYTHON, "-m", *install_command("-r", pins_without_uv())])
    stamp.write_text(state, encoding="utf-8")


def install_uv():
    """Whether uv, which installs in seconds what takes pip a minute, is there or could be had."""
    if (BIN / "uv").exists():
        return True
    pin = re.search(r"^uv==\S+", PINS.read_text(encoding="utf-8"), re.MULTILINE)
    command = [PYTHON, "-m", *install_command("--only-binary", ":all:", pin.group())]
    if runs(command, log="w"):
        return True
    if OFFLINE.search(read(LOG)):
        raise no_network()
    return False


def pins_without_uv():
    """A copy of requirements.txt for machines that uv is not made for."""
    copy = VENV / "pins-without-uv.txt"
    text = PINS.read_text(encoding="utf-8")
    copy.write_text(re.sub(r"^uv==.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    return copy


def install_command(*arguments):
    """Arguments after `uv` or `python -m` that install packages into .venv."""
    return ["pip", "install", "--quiet", *arguments]


def install_add_on():
    """Install this checkout itself, so that changes in src/ take effect without another install."""
    stamp = VENV / "add-on.stamp"
    state = digest(ROOT / "setup.py", PINS) + str(ROOT)
    if read(stamp) == state:
        return
    say("Installing Welfare Files from src/")
    here = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    run([PYTHON, "-m", *install_command(*here)])
    stamp.write_text(state, encoding="utf-8")


def build_instance(configuration):
    """Run buildout, which writes Zope's configuration into instance/parts/."""
    stamp = PARTS / "buildout.stamp"
    files = [ROOT / name for name in ("buildout.cfg", "cluster.cfg", "setup.py")]
    state = configuration + digest(*files, PINS) + str(ROOT)
    made = (PARTS / "instance" / "etc" / "wsgi.ini", VAR / "log", VAR / "filestorage")
    if read(stamp) == state and all(path.exists() for path in made):
        return
    say("Writing Zope's configuration into instance/ (buildout)")
    PARTS.mkdir(parents=True, exist_ok=True)
    run([BIN / "buildout", "-N", "-q", "-c", ROOT / configuration])
    stamp.write_text(state, encoding="utf-8")


def run(command):
    """Run a command; its output goes to the log, and is pointed to when it fails."""
    if not runs(command, log="w"):
        name = " ".join(Path(part).name for part in map(str, command[:3]))
        raise Failed(f"This step did not work ({name}); what it said is in {shown(LOG)}")


def run_online(command):
    """The same for a command that downloads, where the usual reason is the network."""
    try:
        run(command)
    except Failed as error:
        raise (no_network() if OFFLINE.search(read(LOG)) else error) from None


def no_network():
    """What to say when packages cannot be fetched."""
    return Failed(
        "The packages could not be fetched because the package index cannot be reached: "
        "connect to the internet, or set PIP_INDEX_URL to a mirror, and run the same again."
    )


def runs(command, log=None):
    """Whether a command succeeds. `log` is the mode its output is written to the log with."""
    environment = {
        **os.environ,
        "VIRTUAL_ENV": str(VENV),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_RETRIES": os.environ.get("PIP_RETRIES", "2"),
    }
    keep = LOG if log and VENV.exists() else Path(os.devnull)
    with keep.open(log or "w") as output:
        try:
            done = subprocess.run(
                list(map(str, command)),
                cwd=str(ROOT),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        except OSError:
            return False
    return done.returncode == 0


def digest(*files):
    """One number for the contents of files; a missing one counts as empty."""
    return hashlib.sha256(b"\0".join(read(path).encode() for path in files)).hexdigest()


def read(path):
    """Text of a file, or nothing when there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def shown(path):
    """A path as one types it from the checkout."""
    return str(path.relative_to(ROOT))


def main(arguments):
    """`environment.py [buildout.cfg]`: without a configuration no instance is made."""
    try:
        prepare(*(arguments[:1] or [None]))
    except Failed as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
