"""Jobs: what was asked for, its steps and results; rounds of the clock; switches."""

from alembic import op

import sqlalchemy as sa
import sqlalchemy.dialects.postgresql


revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def _text(name, nullable=False, **options):
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    return sa.Column(name, sa.Text(collation=collation), nullable=nullable, **options)


def _texts(*names):
    return [_text(name) for name in names]


def _moment(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name, nullable=False, **options):
    return sa.Column(name, NUMBER, nullable=nullable, autoincrement=False, **options)


def _flag(name):
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade():
    op.create_table(
        "jobs",
        _text("id", primary_key=True),
        *_texts("site", "kind", "owner", "context_uid"),
        sa.Column("arguments", JSON, nullable=False),
        _text("once", nullable=True, unique=True),
        _text("state"),
        *(_moment("asked_at"), _moment("not_before")),
        *(_moment("started_at", nullable=True), _moment("ended_at", nullable=True)),
        *_texts("worker", "claim"),
        *(_number("beats"), _number("tries")),
        *(_number("steps_total", nullable=True), _number("steps_done")),
        _text("at"),
        _flag("cancel_asked"),
        _text("reason"),
    )
    op.create_index("jobs_state", "jobs", ["state", "not_before"])
    op.create_index("jobs_owner", "jobs", ["owner", "asked_at"])
    op.create_table(
        "job_steps",
        _text("job_id", primary_key=True),
        _number("number", primary_key=True),
        _text("key"),
        sa.Column("outcome", JSON, nullable=True),
        _moment("done_at", nullable=True),
        _flag("in_objects"),
    )
    op.create_table(
        "job_results",
        _text("job_id", primary_key=True),
        *_texts("name", "content_type"),
        _number("size"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("expires_at"),
    )
    op.create_table("job_rounds", _text("name", primary_key=True), _moment("slot"))
    op.create_table("job_switches", _text("name", primary_key=True), _flag("is_on"))
