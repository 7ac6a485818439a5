"""A school with a list of pupils, and people who raise concerns in it."""

from pathlib import Path
from plone import api
from tests.api import path_of
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.forms.pupils import Pupil
from welfarefiles.forms.pupils import pupils
from welfarefiles.forms.raising import raise_concern
from welfarefiles.forms.raising import Sent
from welfarefiles.notices.waiting import queue_folder

import transaction


CHILD = "Canary Zephyrine, Year 5, 5B"
#: A bruise on the child's left palm.
MARK = {
    "place": "front-left-hand",
    "x": 840,
    "y": 600,
    "kind": "bruise",
    "size": "2 cm",
    "description": "Canary yellow, round",
}
WHEN = {"form.widgets.happened_at-date": "2026-11-19", "form.widgets.happened_at-time": "15:40"}


def make_listed_school(portal):
    """A school whose list has two pupils; the people of `tests.school`, with addresses."""
    make_people(portal)
    for user_id in ("lead", "staff", "head"):
        api.user.get(userid=user_id).setMemberProperties({"email": f"{user_id}@example.org"})
    school = make_staffed_school(portal)
    with signed_in("lead"):
        pupils(school).replace(
            [
                Pupil("a" * 16, "Canary", "Zephyrine", "5", "5B"),
                Pupil("b" * 16, "Quenby", "Otterbury", "6", "6A"),
            ]
        )
    transaction.commit()
    return school


def page(school, name="raise"):
    return f"{path_of(school)}/concerns/@@{name}"


def send(person, school, **more):
    """Fill the form in as a person does; (status, text)."""
    fields = {"child": CHILD, "form.widgets.what": "She said: “I saw a heron.”", **WHEN, **more}
    return person.send(page(school), **fields)


def raised(school):
    transaction.begin()
    return list(school["concerns"].objectValues())


def mails():
    """All mail that waits, as one text; it is taken out."""
    found = [one for one in Path(queue_folder()).rglob("*") if one.is_file()]
    text = "".join(one.read_text() for one in found)
    for one in found:
        one.unlink()
    return text


def raise_one(school, user_id="staff", child=CHILD, pupil="a" * 16, **more):
    """A concern of somebody, not by the form; committed."""
    what = more.pop("what", "She said: “I saw a heron.”")
    answers = (("what", "What was seen or heard", what), *more.pop("answers", ()))
    with signed_in(user_id):
        sent = Sent(child, answers, pupil=pupil, **more)
        concern = raise_concern(school["concerns"], sent)
    transaction.commit()
    return concern
