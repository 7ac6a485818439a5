"""A demonstration that was broken off while it was made is thrown away and made again."""

from environment import VAR

import shutil


MARK = VAR / "demonstration.unfinished"
DATABASE = VAR / "filestorage" / "Data.fs"


def clear(say):
    """Remove what a broken-off demonstration left; say whether the database is yet to be made.

    The mark is set only on a database that did not exist before, so nothing else can be in it.
    """
    if MARK.exists():
        say("The demonstration was broken off while it was made: making it again")
        for name in ("filestorage", "blobstorage"):
            shutil.rmtree(VAR / name, ignore_errors=True)
            (VAR / name).mkdir(mode=0o700)
        for path in VAR.glob("welfarefiles.sqlite*"):
            path.unlink()
        MARK.unlink()
    return not DATABASE.exists()


def begin():
    """Set the mark before the first thing is written."""
    MARK.touch()


def end():
    """Take the mark away: the portal is complete."""
    MARK.unlink(missing_ok=True)
