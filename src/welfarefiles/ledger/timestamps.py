"""Have a daily head time-stamped by somebody else (RFC 3161): optional, off by default.

Only a hash leaves. What comes back is checked to be about it and kept beside the heads; whether the
authority is to be trusted is for whoever verifies (`docs/ledger-format.md` says how).
"""

from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request
from urllib.request import urlopen

import hashlib


SECONDS = 20
LARGEST = 1 << 20


class TimestampFailed(Exception):
    """The authority gave no time stamp, or not for what was asked."""


def stamp(folder, line, url):
    """Have the line of a head stamped; returns the path of the answer, `<number>.tsr`.

    The line itself is put beside it as `<number>.head`. Needs rfc3161-client (the extra
    `timestamps`). Raises `TimestampFailed`, `OSError`.
    """
    from rfc3161_client import TimestampRequestBuilder

    data = line.encode("ascii")
    asked = TimestampRequestBuilder().data(data).hash_algorithm(_algorithm()).build()
    answer = _ask(url, asked.as_bytes())
    _check(answer, asked, data)
    number = line.split()[1]
    (Path(folder) / f"{number}.head").write_bytes(data)
    path = Path(folder) / f"{number}.tsr"
    path.write_bytes(answer)
    return path


def _algorithm():
    from rfc3161_client import HashAlgorithm

    return HashAlgorithm.SHA256


def _ask(url, question):
    if urlsplit(url).scheme not in ("http", "https"):
        raise TimestampFailed("The address of the authority must begin with http or https")
    headers = {"Content-Type": "application/timestamp-query"}
    request = Request(url, question, headers, method="POST")  # noqa: S310 (checked above)
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            return response.read(LARGEST)
    except (URLError, OSError) as error:
        raise TimestampFailed(f"The authority did not answer: {error}") from None


def _check(answer, asked, data):
    from rfc3161_client import decode_timestamp_response
    from rfc3161_client import PKIStatus

    try:
        response = decode_timestamp_response(answer)
        granted = PKIStatus(response.status) == PKIStatus.GRANTED
        info = response.tst_info
        same = (info.message_imprint.message, info.nonce) == (_hash(data), asked.nonce)
    except ValueError as error:
        raise TimestampFailed(f"The answer of the authority cannot be read: {error}") from None
    if not (granted and same):
        raise TimestampFailed("The answer of the authority is not about what was asked")


def _hash(data):
    return hashlib.sha256(data).digest()
