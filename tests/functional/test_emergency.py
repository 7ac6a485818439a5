"""Emergency access: one file, one hour, leads told; who may not have it learns nothing."""

from datetime import timedelta
from tests.granting import mails
from tests.granting import make_scene
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.roles import roles_on
from welfarefiles.granting.emergency import NOTHING
from welfarefiles.granting.emergency import TOO_OFTEN

import pytest
import re
import transaction


PATH = "/plone/@@emergency"
REASON = "Collapsed on the school trip"


@pytest.fixture
def scene(http):
    return make_scene(http)


def ask(scene, user_id, reference=None, reason=REASON):
    sent = {"reference": reference or scene.file.Title(), "reason": reason}
    return scene.person(user_id).send(PATH, **sent)


@pytest.mark.parametrize("user_id", ["stranger", "office", "auditor", "siteadmin"])
def test_opened_for_an_hour_and_the_leads_are_told(scene, user_id):
    assert not scene.sees(user_id)
    status, _page = ask(scene, user_id, f" {scene.file.Title().lower()} ")
    assert status == 302
    assert scene.sees(user_id)
    [grant] = scene.grants(user_id)
    assert grant.ends - grant.starts == timedelta(hours=1)
    assert "Case Reader" in roles_on(scene.file, user_id)
    assert "Case Reader" not in roles_on(scene.file, user_id, grant.ends)
    assert scene.person(user_id).page(f"{scene.path}/++add++ContactNote")[0] == 404
    told = mails()
    assert set(told) == {"lead@example.org", "second@example.org"}
    assert all(scene.file.Title() in text and REASON not in text for text in told.values())
    assert scene.ledger("access.emergency")[-1] == ("access.emergency", user_id, user_id, REASON)
    page = scene.person("lead").page(f"{scene.path}/@@access")[1]
    assert REASON in page
    assert ">Emergency<" in page


def test_a_lead_ends_it_at_once(scene):
    ask(scene, "stranger")
    [grant] = scene.grants("stranger")
    path = f"{scene.path}/@@change-access"
    sent = {"grant": grant.id, "do": "take", "reason": "It was none"}
    scene.person("lead").send(path, f"{path}?grant={grant.id}", **sent)
    assert not scene.sees("stranger")


def test_hidden_and_absent_are_answered_alike(scene):
    with signed_in("lead"):
        barriers(scene.file).add("stranger", "Her uncle", "lead")
    transaction.commit()
    hidden = ask(scene, "stranger")
    absent = ask(scene, "stranger", "WF-1999-000001")
    assert hidden[0] == absent[0] == 200
    assert str(NOTHING) in hidden[1]
    assert settled(hidden[1], scene.file.Title()) == settled(absent[1], "WF-1999-000001")
    assert not scene.sees("stranger")
    assert len(scene.ledger("access.emergency-refused")) == 2


@pytest.mark.parametrize("reference", [None, "WF-1999-000001"])
def test_the_leads_are_told_of_a_refusal(scene, reference):
    """Of the file where there is one, else of the person's school; the answer tells nothing."""
    put(scene.file, "closed")
    transaction.commit()
    ask(scene, "stranger", reference)
    told = mails()
    assert set(told) == {"lead@example.org", "second@example.org"}
    for text in told.values():
        assert "asked for emergency access" in text
        assert (scene.file.Title() in text) is (reference is None)
        assert REASON not in text


def settled(page, reference):
    """The page without what was typed and the tokens."""
    page = page.replace(reference, "REFERENCE")
    return re.sub(r'name="_authenticator" value="[^"]*"', "", page)


def test_a_closed_file_is_not_opened(scene):
    put(scene.file, "closed")
    transaction.commit()
    assert str(NOTHING) in ask(scene, "stranger")[1]
    assert scene.grants() == []


def test_somebody_of_no_school_gets_nothing(scene):
    assert str(NOTHING) in ask(scene, "privileged")[1]
    assert scene.grants() == []


def test_so_many_tries_an_hour(scene):
    for number in range(3):
        assert str(NOTHING) in ask(scene, "stranger", f"WF-1999-00000{number}")[1]
    assert str(TOO_OFTEN) in ask(scene, "stranger")[1]
    assert not scene.sees("stranger")
    assert ask(scene, "reader")[0] == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reference": ""}, "Enter the reference"),
        ({"reason": " "}, "Say what the emergency is."),
        ({"reference": ["a", "b"]}, "Give one answer here."),
        ({"reference": "W" * 6000}, "too long"),
    ],
)
def test_what_was_not_filled_in_is_no_try(scene, fields, said):
    sent = {"reference": scene.file.Title(), "reason": REASON, **fields}
    for _try in range(4):
        assert said in scene.person("stranger").send(PATH, **sent)[1]
    assert ask(scene, "stranger")[0] == 302


def test_who_sees_it_anyway_is_led_there(scene):
    assert ask(scene, "head")[0] == 302
    assert scene.grants() == []
    assert mails() == {}
