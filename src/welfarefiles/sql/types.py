"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import date
from datetime import datetime
from datetime import UTC
from sqlalchemy import BigInteger
from sqlalchemy import Date
from sqlalchemy import DateTime
from sqlalchemy import Integer
from sqlalchemy import JSON
from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


NEVER = datetime(9999, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)

# SQLite gives a table its fast row number only for a column declared INTEGER
Number = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")


def clean(value):
    """`value` as it can be stored: of text, without what PostgreSQL cannot hold."""
    if not isinstance(value, str) or (value.isascii() and "\x00" not in value):
        return value
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class Words(TypeDecorator):
    """Text that sorts by code point on both databases, cleaned of what PostgreSQL cannot hold."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(
            Text(collation="C") if dialect.name == "postgresql" else Text()
        )

    def process_bind_param(self, value, dialect):
        return clean(value)


class Moment(TypeDecorator):
    """An aware date-time, stored in UTC. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a date-time without its time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MomentOrNever(Moment):
    """As `Moment`; None is stored as the end of time, so that it sorts last and compares."""

    cache_ok = True

    def process_bind_param(self, value, dialect):
        return super().process_bind_param(NEVER if value is None else value, dialect)

    def process_result_value(self, value, dialect):
        value = super().process_result_value(value, dialect)
        return None if value == NEVER else value


class _Bounded(TypeDecorator):
    impl = Date
    cache_ok = True
    bound = None

    def process_bind_param(self, value, dialect):
        return self.bound if value is None else value

    def process_result_value(self, value, dialect):
        return None if value == self.bound else value


class DayOrFirst(_Bounded):
    """A date; None is stored as the first day there is ("since always")."""

    cache_ok = True
    bound = FIRST_DAY


class DayOrLast(_Bounded):
    """A date; None is stored as the last day there is ("until for ever", "not planned")."""

    cache_ok = True
    bound = LAST_DAY
