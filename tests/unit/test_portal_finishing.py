"""What a form says when the step it promised could not be taken."""

from welfarefiles.portal.finishing import told

import pytest


@pytest.mark.parametrize("number", [1, 3])
def test_a_few_reasons_are_told(number):
    reasons = [f"Reason {one}" for one in range(number)]
    assert told(reasons) == reasons


def test_many_reasons_are_counted():
    [sentence] = told([f"Reason {one}" for one in range(4)])
    assert sentence.mapping == {"number": 4}
