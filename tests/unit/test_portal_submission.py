"""The id that a form's token means."""

from types import SimpleNamespace
from welfarefiles.submission import derived_id
from welfarefiles.submission import new_token
from welfarefiles.submission import TOKEN
from welfarefiles.submission import token_of

import pytest


SAID = {"secret": "s" * 64, "user_id": "lead", "place": "/portal/files", "token": "0" * 16}


def request_with(**form):
    return SimpleNamespace(form=form)


def test_a_new_token_is_one():
    assert TOKEN.match(new_token())
    assert new_token() != new_token()


@pytest.mark.parametrize(
    "sent", [None, "", "0" * 15, "0" * 17, "G" * 16, "A" * 16, "../../etc/passwd", ["0" * 16], 7]
)
def test_a_malformed_token_is_none(sent):
    assert token_of(request_with(submission=sent)) is None
    assert token_of(request_with()) is None


def test_a_token_is_taken():
    assert token_of(request_with(submission="0123456789abcdef")) == "0123456789abcdef"


def test_the_same_form_means_the_same_object():
    assert derived_id(**SAID) == derived_id(**SAID)
    assert TOKEN.match(derived_id(**SAID))


@pytest.mark.parametrize(
    "other", [{"secret": "t" * 64}, {"user_id": "head"}, {"place": "/p"}, {"token": "1" * 16}]
)
def test_another_person_place_form_or_server_means_another(other):
    assert derived_id(**{**SAID, **other}) != derived_id(**SAID)


def test_parts_are_kept_apart():
    one = derived_id("s", "a", "b/c", "t")
    assert one != derived_id("s", "ab", "/c", "t")


def test_nobody_chooses_the_id():
    assert derived_id(**SAID) != SAID["token"]
