"""The second factor of local accounts: six digits from an app (TOTP, RFC 6238), recovery codes."""

from ..sql.engine import get_store
from . import clock
from .sealing import seal
from .sealing import SealBroken
from .sealing import unseal
from .tables import factors
from .tables import recovery_codes
from hashlib import sha256
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

import pyotp
import secrets


ISSUER = "Welfare Files"
STEP = 30
#: Clocks of telephones: a step early or late.
WINDOW = (0, -1, 1)
RECOVERY_CODES = 10
# Without letters and digits that look alike.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def has(folder, user_id):
    """Whether a person has a second factor set up and confirmed."""
    query = select(factors.c.user_id).where(_own(factors, folder, user_id))
    with get_store().reading() as connection:
        return connection.scalar(query) is not None


def new_secret():
    """A secret for an app."""
    return pyotp.random_base32()


def address_of(secret, login):
    """What the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def set_up(folder, user_id, secret, code):
    """Take a new secret into use if the code proves that the app has it; else None.

    Returns recovery codes, shown once. What the person had before is no longer good.
    """
    step = matching_step(secret, code)
    if step is None:
        return None
    codes = [recovery_code() for _number in range(RECOVERY_CODES)]
    with get_store().writing() as connection:
        _remove(connection, folder, user_id)
        own = {"folder": folder, "user_id": user_id}
        connection.execute(
            insert(factors).values(
                **own, secret=seal(secret), confirmed=clock.now(), last_step=step
            )
        )
        connection.execute(
            insert(recovery_codes), [own | {"digest": digest(one), "used": None} for one in codes]
        )
    return codes


def matching_step(secret, code, after=-1):
    """Number of the time step a code belongs to; None for a wrong one, or one up to `after`."""
    code = "".join((code or "").split())
    if not (code.isascii() and code.isdigit()):
        return None
    now = int(clock.now().timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for offset in WINDOW:
        right = totp.generate_otp(now + offset)
        if secrets.compare_digest(right, code) and now + offset > after:
            return now + offset
    return None


def accept(folder, user_id, code):
    """Which of "code" and "recovery" this is, good and not used before; else None."""
    code = (code or "").strip()
    if _accept_code(folder, user_id, code):
        return "code"
    return "recovery" if _accept_recovery(folder, user_id, code) else None


def _accept_code(folder, user_id, code):
    query = select(factors).where(_own(factors, folder, user_id))
    with get_store().reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return False
    try:
        step = matching_step(unseal(row.secret), code, after=row.last_step)
    except SealBroken:
        return False
    if step is None:
        return False
    # By condition, so that of two at once with the same code one is refused.
    unused = update(factors).where(
        _own(factors, folder, user_id), factors.c.last_step < step, factors.c.secret == row.secret
    )
    with get_store().writing() as connection:
        return connection.execute(unused.values(last_step=step)).rowcount == 1


def _accept_recovery(folder, user_id, code):
    unused = update(recovery_codes).where(
        _own(recovery_codes, folder, user_id),
        recovery_codes.c.digest == digest(code),
        recovery_codes.c.used > clock.now(),
    )
    with get_store().writing() as connection:
        return connection.execute(unused.values(used=clock.now())).rowcount == 1


def codes_left(folder, user_id):
    """How many recovery codes were not used yet."""
    query = select(func.count()).where(
        _own(recovery_codes, folder, user_id), recovery_codes.c.used > clock.now()
    )
    with get_store().reading() as connection:
        return connection.scalar(query)


def remove(folder, user_id):
    """Take a person's second factor away; whether there was one."""
    with get_store().writing() as connection:
        return _remove(connection, folder, user_id)


def _remove(connection, folder, user_id):
    connection.execute(delete(recovery_codes).where(_own(recovery_codes, folder, user_id)))
    gone = connection.execute(delete(factors).where(_own(factors, folder, user_id)))
    return gone.rowcount > 0


def recovery_code():
    """Sixteen letters in fours: 79 bits, so that a plain digest is enough at rest."""
    letters = "".join(secrets.choice(LETTERS) for _place in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def digest(code):
    """A recovery code as it is stored; written small or without hyphens it is the same."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(plain.encode("utf-8", "replace")).hexdigest()


def _own(table, folder, user_id):
    return (table.c.folder == folder) & (table.c.user_id == user_id)
