"""Shut a member of staff out of the files of a child they are related to, and let them in again."""

from .. import _
from ..access.barriers import BadBarrier
from ..access.barriers import barriers
from ..errors import FieldInvalid
from ..people.names import fullname
from ..people.staff import find_person
from ..people.staff import offered
from ..people.staff import staff
from . import barring
from .form import AREA
from .form import Field
from .form import PERSON
from .form import SmallForm
from functools import cached_property
from plone import api
from zExceptions import NotFound


WHAT = _(
    "The person sees none of this child's files from now on: not in lists, counts or searches, not "
    "as lead or authoriser. This holds for files of both kinds and for those opened later."
)
YOURSELF = _("This is you: when you press the button, you do not see this child's files any more.")


class BarrierPage(SmallForm):
    """Put a barrier up, asking first where it would leave nobody in charge; or remove one."""

    asks = False

    @cached_property
    def removed(self):
        """User id of the barred person whose barrier is to be removed; "" to put one up."""
        user_id = self.request.form.get("person")
        if user_id is None:
            return ""
        if not isinstance(user_id, str) or not barriers(self.context).bars(user_id):
            raise NotFound()
        return user_id

    @property
    def page_title(self):
        return _("Let a relative in again") if self.removed else _("Shut a relative out")

    @property
    def about(self):
        if self.removed:
            said = {"name": fullname(self.removed), "reference": self.context.Title()}
            return _("${name}, ${reference}", mapping=said)
        return self.context.Title()

    @property
    def button(self):
        if self.removed:
            return _("Remove the barrier")
        return _("Shut them out all the same") if self.asks else _("Shut them out")

    @property
    def done(self):
        return _("The barrier is removed") if self.removed else _("The barrier stands")

    @property
    def warnings(self):
        if self.removed:
            return [_("The person sees again what their roles and grants allow.")]
        return [WHAT, *self.found] if self.asks else [WHAT]

    @cached_property
    def people(self):
        known = barriers(self.context).standing()
        return [pair for pair in staff(self.context) if pair[0] not in known]

    @cached_property
    def fields(self):
        if self.removed:
            return (Field("reason", _("Why it is removed"), AREA),)
        names = tuple(offered(*pair) for pair in self.people)
        return (
            Field("user_id", _("Member of staff"), PERSON, options=names),
            Field("reason", _("How they are related"), AREA, _("For example: her aunt.")),
        )

    @property
    def carried(self):
        if self.removed:
            return {"person": self.removed}
        return {"confirmed": self.asked_about} if self.asks else {}

    def act(self):
        reason = self.typed.text("reason")
        try:
            if self.removed:
                barring.take_down(self.context, self.removed, reason)
                return True
            return self.put_up(reason)
        except BadBarrier as error:
            field = "user_id" if error.args[0] == barring.NOT_STAFF else "reason"
            raise FieldInvalid(error.args[0], field) from error

    def put_up(self, reason):
        user_id = find_person(self.people, self.typed.text("user_id"))
        if user_id is None:
            raise FieldInvalid(barring.NOT_STAFF, "user_id")
        if not reason:
            raise FieldInvalid(_("Say how they are related to the child."), "reason")
        self.found = barring.warnings(self.context, user_id)
        self.oneself = user_id == api.user.get_current().getId()
        if self.oneself:
            self.found.append(YOURSELF)
        if self.found and self.typed.text("confirmed") != user_id:
            self.asks, self.asked_about = True, user_id
            return False
        barring.put_up(self.context, user_id, reason)
        return True

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@access"

    @property
    def next_url(self):
        # Who has just shut themselves out would be led to a page that is not there.
        if getattr(self, "oneself", False):
            return api.portal.get().absolute_url()
        return self.cancel_url
