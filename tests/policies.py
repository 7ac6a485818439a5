"""Policies for tests."""

from datetime import date
from io import BytesIO
from welfarefiles.policies.register import Given
from welfarefiles.policies.register import policies
from welfarefiles.policies.rule import EVERYBODY
from zipfile import ZipFile


TEXT = "# Aim\n\nTo protect the child.\n\n- Need to know"


def given_policy(**values):
    """What a lead gives as a policy that everybody has to read."""
    return Given(
        **{
            "title": "Confidentiality",
            "owner": "lead",
            "next_review": date(2099, 5, 1),
            "text": TEXT,
            "readers": frozenset({EVERYBODY}),
            **values,
        }
    )


def make_policy(school, **values):
    """A published policy of a school."""
    return policies(school).publish(given_policy(**values), "lead")


def word_file():
    """Bytes of a file that Word would open, near enough."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    return out.getvalue()
