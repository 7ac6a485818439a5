"""Minutes about several children: the part of each."""

from welfarefiles.joint.minutes import part_for
from welfarefiles.joint.minutes import rows_for
from welfarefiles.named.register import Child

import pytest


MAYA, TOM = Child("Maya", "Otter"), Child("Thomas", "Otter", "Tom")
MINUTES = """Apologies from the nurse.

1. Maya Otter
Sleeps better. Tom helps her.

2. Tom:
Has a cough.

All
Next meeting in March.
"""


@pytest.mark.parametrize(
    ("own", "others", "kept", "gone"),
    [
        (MAYA, [TOM], ["Apologies", "Sleeps better. Tom helps", "in March"], ["cough"]),
        (TOM, [MAYA], ["Apologies", "cough", "in March"], ["Sleeps better"]),
    ],
)
def test_the_part_of_each(own, others, kept, gone):
    part = part_for(MINUTES, own, others)
    assert all(text in part for text in kept)
    assert not any(text in part for text in gone)


def test_minutes_without_parts_are_everybodys():
    text = "Maya sleeps better. Tom has a cough.\n\nMaya and Tom were glad."
    assert part_for(text, MAYA, [TOM]) == text


def test_rows_that_name_another_child_alone_go_elsewhere():
    rows = [{"what": what} for what in ("Ring Tom's doctor", "Maya: new bed", "Book the hall")]
    assert [row["what"] for row in rows_for(rows, "what", MAYA, [TOM])] == [
        "Maya: new bed",
        "Book the hall",
    ]
