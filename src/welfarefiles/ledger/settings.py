"""Settings of the ledger. They are the server's and not the site's: whoever administers the site
must not be able to shorten what is kept about them."""

from ..sql.configuration import data_folder
from ..sql.configuration import setting
from .sealing import YEARS

import os


def years():
    """How long views are kept: `ledger-years`, by default 6. Raises ValueError."""
    return float(setting("ledger-years") or YEARS)


def heads_folder():
    """Where the daily heads are noted: `ledger-heads`, by default beside the data."""
    return setting("ledger-heads") or os.path.join(data_folder(), "ledger-heads")


def heads_readers():
    """Ids of users who are mailed each daily head: `ledger-heads-to`, by default nobody."""
    return tuple((setting("ledger-heads-to") or "").split())


def timestamp_url():
    """Address of the time stamping authority: `ledger-timestamps`, by default none ("")."""
    return setting("ledger-timestamps") or ""
