"""Transfers in tests: prepared, agreed, handed over, built, sent."""

from tests import school as people
from tests.jobsite import work_off
from welfarefiles.calendars import london
from welfarefiles.people.team import school_of
from welfarefiles.transfer import acting
from welfarefiles.transfer.questions import Answers
from welfarefiles.transfer.store import transfers_of


def answers(**changes):
    """Answers that nothing is wrong with."""
    given = {
        "school": "Elmhurst School",
        "email": "office@elmhurst.example",
        "leaves_on": london.today(),
        "chaser": "lead",
        "consent": "given",
        "consent_by": "Mother",
        "consent_on": london.today(),
        "shared_early": "no",
        "early_reason": "The new school knows the child from its visit.",
        "parents_told": "yes",
    }
    return Answers(**{**given, **changes})


def prepared(file, user_id="lead", with_other=False, **changes):
    """A transfer of a file as it was prepared."""
    with people.signed_in(user_id):
        return acting.prepare(file, answers(**changes), with_other)


def now(transfer, school):
    """The same transfer as it is now."""
    return transfers_of(school).get(transfer.id)


def packed(layer, file, **changes):
    """A transfer of a file that lacks nothing, with its pack built."""
    school, transfer = school_of(file), prepared(file, **changes)
    with people.signed_in("lead"):
        acting.hand_over(school, transfer)
    work_off(layer)
    return now(transfer, school)
