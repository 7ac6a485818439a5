"""Adding to a medication log: page, REST and script call these, and each is in the ledger."""

from ..calendars import london
from ..errors import BadRow
from ..ledger.writing import enter
from ..permissions import may
from ..records.appended import Appended
from .doses import check_dose
from .doses import check_medicine
from .doses import check_stop
from .doses import check_witness
from .doses import Dose
from .doses import GIVEN
from .doses import Medicine
from .opening import takes_lines
from AccessControl import Unauthorized
from BTrees.OOBTree import OOTreeSet
from dataclasses import asdict
from plone import api
from zope.annotation.interfaces import IAnnotations


MEDICINES = "welfarefiles.medication.medicines"
DOSES = "welfarefiles.medication.doses"
WAITING = "welfarefiles.medication.waiting"
RECORD_MEDICATION = "welfarefiles: Record medication"
STRIKE = "welfarefiles: Strike through record"

NOT_OPEN = "This log takes no lines: sign it first, or it has ended."
NOT_YOURS = "Only who wrote this line, or a lead, strikes it through."
#: Lines looked through for the same dose: a day holds fewer.
NEAR = 60


def medicines_of(log):
    """Every `Medicine` of a log, in the order in which they were added."""
    return [Medicine(id=id, **row) for id, row in Appended(log, MEDICINES).all()]


def doses_of(log, limit=None, before=None):
    """`Dose`s of a log, the latest first."""
    return [Dose(id=id, **row) for id, row in Appended(log, DOSES).newest(limit, before)]


def waiting_of(log):
    """`Dose`s that were given and wait for the second signature, the latest first."""
    ids = IAnnotations(log).get(WAITING) or ()
    return [Dose(id=id, **Appended(log, DOSES).get(id)) for id in ids]


def may_record(log):
    """Whether the person may add to the log now."""
    return takes_lines(log) and may(RECORD_MEDICATION, log)


def add_medicine(log, name, dose, instructions=""):
    """Add a medicine to be given; the `Medicine`. Raises `BadRow`, `Unauthorized`."""
    _allow(log)
    check_medicine(name, dose, instructions, medicines_of(log))
    made = {
        "name": name,
        "dose": dose,
        "instructions": instructions,
        "added_by": _me(),
        "added_at": london.now(),
    }
    id = Appended(log, MEDICINES).add(made["added_at"], made)
    enter("medication.medicine-added", log, medicine=id)
    return Medicine(id=id, **made)


def stop_medicine(log, id, reason):
    """Say that a medicine is not given any more. Raises `BadRow`, `Unauthorized`."""
    _allow(log)
    kept = Appended(log, MEDICINES)
    check_stop(Medicine(id=id, **kept.get(id)), reason)
    kept.complete(id, stopped_by=_me(), stopped_at=london.now(), stop_reason=reason)
    enter("medication.medicine-stopped", log, reason=reason, medicine=id)


def add_dose(log, medicine_id, at, outcome, dose="", reason=""):
    """Enter a dose as the signed-in person; the `Dose`. Raises `BadRow`, `Unauthorized`.

    `at`: aware; `dose`: the usual one unless said; `reason`: why it was refused or missed.
    """
    _allow(log)
    medicine = next((one for one in medicines_of(log) if one.id == medicine_id), None)
    line = Dose(
        medicine_id=medicine_id,
        medicine=medicine.name if medicine else "",
        dose=dose or (medicine.dose if medicine else ""),
        at=london.storable(at),
        outcome=outcome,
        reason=reason,
        by=_me(),
        recorded_at=london.now(),
    )
    check_dose(line, medicine, london.london_date(log.happened_at), doses_of(log, NEAR))
    row = {name: value for name, value in asdict(line).items() if name != "id" and value}
    id = Appended(log, DOSES).add(line.at, {"reason": "", **row})
    if outcome == GIVEN:
        _waiting(log).add(id)
    enter("medication.dose-added", log, dose=id, outcome=outcome)
    return Dose(id=id, **Appended(log, DOSES).get(id))


def witness_dose(log, id):
    """Sign a dose as the second person who saw it given. Raises `BadRow`, `Unauthorized`."""
    _allow(log)
    kept = Appended(log, DOSES)
    check_witness(Dose(id=id, **kept.get(id)), _me())
    kept.complete(id, witness=_me(), witnessed_at=london.now())
    _waiting(log).remove(id)
    enter("medication.dose-witnessed", log, dose=id)
    return Dose(id=id, **kept.get(id))


def may_strike(log, line):
    """Whether the person may strike this line through: who wrote it may, and a lead."""
    return may_record(log) and (line.by == _me() or may(STRIKE, log))


def strike_dose(log, id, reason):
    """Strike a line through with a reason. Raises `BadRow`, `Unauthorized`."""
    _allow(log)
    kept = Appended(log, DOSES)
    if not may_strike(log, Dose(id=id, **kept.get(id))):
        raise BadRow(None, NOT_YOURS)
    kept.strike(id, reason, _me())
    waiting = _waiting(log)
    if id in waiting:
        waiting.remove(id)
    enter("medication.dose-struck", log, reason=reason, dose=id)
    return Dose(id=id, **kept.get(id))


def _allow(log):
    if not may(RECORD_MEDICATION, log):
        raise Unauthorized()
    if not takes_lines(log):
        raise BadRow(None, NOT_OPEN)


def _waiting(log):
    annotations = IAnnotations(log)
    if WAITING not in annotations:
        annotations[WAITING] = OOTreeSet()
    return annotations[WAITING]


def _me():
    return api.user.get_current().getId()
