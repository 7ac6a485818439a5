"""A file's tab about moving on: prepare its transfer, or the way to it (R146-R150)."""

from .. import _
from ..errors import FieldInvalid
from ..files.tabs import PermittedTab
from ..files.views import FilePage
from ..granting.form import AREA
from ..granting.form import CHOICE
from ..granting.form import DAY
from ..granting.form import Field
from ..granting.form import LIST
from ..granting.form import SmallForm
from ..granting.form import TEXT
from ..granting.form import TICKS
from ..people.team import school_of
from ..permissions import may
from ..transfer import acting
from ..transfer import questions
from ..transfer import steps
from ..transfer.acting import TRANSFER_FILE
from ..transfer.knowing import chasers
from ..transfer.knowing import known_transfer
from ..transfer.knowing import transfer_of
from ..transfer.offers import schools_beside
from ..transfer.other import other_file
from ..transfer.questions import Answers
from ..transfer.questions import BadStep
from ..transfer.words import CONSENTS
from ..transfer.words import url_of
from ..transfer.words import YES_NO
from functools import cached_property
from zExceptions import NotFound


class TransferTab(PermittedTab):
    """For whoever may transfer the file, and while or after it is transferred."""

    order = 45
    title = _("Transfer")
    permission = "View"

    def available(self):
        return may(TRANSFER_FILE, self.file) or transfer_of(self.file, school_of(self.file))


def answer_fields(school, answers, has_welfare, chaser=""):
    """The questions, as `granting.form.Field`s, with what was answered so far."""

    def asked(name, label, kind=TEXT, hint="", required=False, options=()):
        value = getattr(answers, name, "") or ""
        return Field(name, label, kind, hint, required, options, str(value))

    consent = (
        asked("consent", _("Consent to send the welfare file"), CHOICE, CONSENT_HINT,
              options=tuple(CONSENTS.items())),
        asked("consent_by", _("Who gave consent"), hint=_("A parent, or the pupil from 16")),
        asked("consent_on", _("Consent given on"), DAY),
    )  # fmt: skip
    beside = schools_beside(school)
    return (
        *((asked("receiver", _("School of this site"), LIST, RECEIVER_HINT,
                 options=(("", _("None of these")), *beside)),) if beside else ()),
        asked("school", _("Receiving school"), hint=OTHER_HINT if beside else "",
              required=not beside),
        asked("email", _("Its official email address"), hint=EMAIL_HINT, required=not beside),
        asked("telephone", _("Its telephone"), hint=_("The code is told by telephone")),
        asked("address", _("Its address"), AREA),
        asked("dfe_number", _("Its DfE number"), hint=_("For example 999/1234")),
        asked("leaves_on", _("The child leaves, or left, on"), DAY, required=True),
        *(consent if has_welfare else ()),
        asked("shared_early", _("Is anything relevant shared before the child leaves?"), CHOICE,
              options=tuple(YES_NO.items())),
        asked("early_reason", _("Why, and what"), AREA),
        asked("parents_told", _("Have the parents been told that the next school gets the file?"),
              CHOICE, options=tuple(YES_NO.items())),
        asked("parents_reason", _("If not, why not"), AREA),
        Field("chaser", _("Who asks for the receipt"), CHOICE, "", True, chasers(school),
              getattr(answers, "chaser", "") or chaser),
    )  # fmt: skip


RECEIVER_HINT = _("The file is offered to its leads here; nothing leaves the site")
OTHER_HINT = _("Only for a school that is not on this site")
CONSENT_HINT = _("The child protection file goes whatever the consent")
EMAIL_HINT = _("The link to the pack goes there; not to anybody's private address")


def typed_answers(typed):
    """`Answers` of a form. Raises `FieldInvalid`."""
    words = ("school", "email", "telephone", "address", "dfe_number", "consent", "consent_by")
    more = ("receiver", "shared_early", "early_reason", "parents_told", "parents_reason", "chaser")
    return Answers(
        leaves_on=typed.day("leaves_on"),
        consent_on=typed.day("consent_on"),
        **{name: typed.text(name) for name in (*words, *more)},
    )


class as_field_errors:
    """Turns `BadStep` into the error of a field."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, BadStep):
            raise FieldInvalid(error.args[0], error.field) from error
        return False


class PrepareTransfer(SmallForm, FilePage):
    """``@@transfer`` of a file."""

    tab = "transfer"
    page_title = _("Transfer to another school")
    button = _("Prepare the transfer")
    done = _("The transfer is prepared")
    OTHER = "other"

    def __call__(self):
        if self.transfer is not None:
            if known_transfer(self.school, self.transfer.id) is None:
                raise NotFound()
            return self.request.response.redirect(url_of(self.school, self.transfer))
        if not may(TRANSFER_FILE, self.context):
            raise NotFound()
        return super().__call__()

    @cached_property
    def school(self):
        return school_of(self.context)

    @property
    def transfer(self):
        return transfer_of(self.context, self.school)

    @cached_property
    def other(self):
        """The child's other file, which can go with it."""
        found = other_file(self.context)
        return found if found is not None and may(TRANSFER_FILE, found) else None

    @cached_property
    def fields(self):
        welfare = questions.WELFARE_FILE in {self.context.portal_type, self.other_type}
        asked = answer_fields(self.school, None, welfare, acting.me())
        if self.other is None:
            return asked
        tick = Field(
            "with_other", _("Together with"), TICKS, _("Each file has a receipt of its own"),
            False, ((self.OTHER, self.other.reference),), (self.OTHER,),
        )  # fmt: skip
        return (tick, *asked)

    @property
    def other_type(self):
        return self.other.portal_type if self.other is not None else None

    def act(self):
        with_other = self.OTHER in self.typed.several("with_other")
        with as_field_errors():
            acting.prepare(self.context, typed_answers(self.typed), with_other)

    @property
    def next_url(self):
        return url_of(self.school, self.transfer)


class ChangeAnswers(SmallForm):
    """``@@transfer-answers?id=…`` of a school: the same questions again, before it is sent."""

    page_title = _("Answers about the transfer")
    button = _("Save the answers")
    done = _("The answers are saved")

    @cached_property
    def transfer(self):
        found = known_transfer(self.context, self.request.form.get("id"))
        if found is None or found.state != steps.PREPARED:
            raise NotFound()
        acting.need_files(self.context, found)
        return found

    @property
    def about(self):
        return ", ".join(part.reference for part in self.transfer.parts)

    @cached_property
    def fields(self):
        return answer_fields(self.context, self.transfer.answers, self.transfer.has_welfare)

    @property
    def carried(self):
        return {"id": self.transfer.id}

    def act(self):
        with as_field_errors():
            acting.change(self.context, self.transfer, typed_answers(self.typed))

    @property
    def cancel_url(self):
        return url_of(self.context, self.transfer)
