"""Adding and editing our content: one record for one form, no change overwritten unseen."""

from .. import _
from ..access.guards import perform
from ..access.guards import TransitionRefused
from ..files.naming import child_shown
from ..files.opening import refuse_uncovered
from ..givingback import GivingBack
from ..interfaces import IPrivateContent
from ..joint.duplicates import SAME_VISIT
from ..joint.duplicates import same_visit
from ..joint.form import taken_from as other_files
from ..joint.writing import write_for
from ..named.checking import warning
from ..restricted.restricting import keep_restricted
from ..restricted.restricting import may_add
from ..submission import FIELD
from ..submission import new_token
from ..submission import object_id
from ..submission import token_of
from ..submission import whole
from .asking import AsksByKind
from .both import ASKED
from .both import Both
from .both import CHOOSE
from .both import MARKS
from .errors import summary
from .finishing import finishing_of_class
from .finishing import told
from AccessControl import Unauthorized
from Acquisition import aq_base
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.events import EditFinishedEvent
from plone.dexterity.interfaces import IDexterityFTI
from plone.z3cform.interfaces import IDeferSecurityCheck
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form import button
from zope.component import getUtility
from zope.dottedname.resolve import resolve
from zope.event import notify
from zope.i18n import translate


SEEN = "seen"
RESTRICTED = "restricted"
CHANGED_MEANWHILE = _(
    "Somebody changed this while you were writing, so nothing was saved yet. "
    "Nothing you entered is lost: it is below."
)
TAKEN_OVER = _("What only they changed is filled in as they saved it: ${labels}.")
IN_SECTION = _("${child}. In the restricted section: legal privilege.")
SENT_TWICE = _("The form was sent more than once. It was saved once, as you see it here.")


class LeanForm(AsksByKind):
    """What the add and the edit form share: texts, buttons, the step after saving."""

    portal_type = None
    refused = False
    description = ""
    buttons = button.Buttons()
    handlers = button.Handlers()
    formErrorsMessage = _("There is something to put right before this can be saved")

    @property
    def fti(self):
        return getUtility(IDexterityFTI, name=self.portal_type)

    @property
    def finishing(self):
        """Step that usually follows writing (`finishing.Finishing`), or None."""
        return finishing_of_class(resolve(self.fti.klass))

    @property
    def label(self):
        """Heading and title of the page: the kind or type, which never holds a name."""
        return self.asking.title or self.fti.Title()

    page_title = draft_title = label

    @property
    def about(self):
        """The child, for the body of the page only."""
        return child_shown(self.context)

    @property
    def has_errors(self):
        return bool(self.refused or self.came_back or (self.widgets is not None and summary(self)))

    @property
    def cancel_url(self):
        return self.context.absolute_url()

    def updateActions(self):
        """Where a step follows, the second button says that it keeps a draft."""
        super().updateActions()
        if self.finishing is not None:
            self.actions["finish"].title = self.finishing.button
            self.actions["save"].title = _("Keep as draft")

    @button.buttonAndHandler(_("Save"), name="finish", condition=lambda form: form.finishing)
    def handle_finish(self, action):
        """Save and take the step after it."""
        self._save(and_step=True)

    @button.buttonAndHandler(_("Save"), name="save")
    def handle_save(self, action):
        """Save; as a draft where there is such a thing."""
        self._save()

    @button.buttonAndHandler(_("Cancel"), name="cancel")
    def handle_cancel(self, action):
        """Drawn as a link; whoever posts it is led back too."""
        self.request.response.redirect(self.cancel_url)

    def say_names(self, obj):
        """Say that other children may be named in what was just saved as a draft."""
        sentence = warning(obj)
        if sentence:
            self.say(sentence, "warning")

    def take_step(self, obj):
        """Do what the main button promised, or keep the draft and say why not."""
        try:
            with whole():
                perform(obj, self.finishing.transition)
        except TransitionRefused as refused:
            for sentence in told(refused.reasons):
                self.say(sentence, "warning")
            return _("Kept as a draft")
        return self.finishing.done

    def say(self, message, kind="info"):
        IStatusMessage(self.request).addStatusMessage(message, kind)


class AddForm(GivingBack, LeanForm, DefaultAddForm):
    """Add form of everything within a school; a second sending finds what the first one made."""

    added = None

    @property
    def carried(self):
        """Hidden values of the form."""
        restricted = {RESTRICTED: "1"} if self.is_restricted else {}
        return {FIELD: self.token, **restricted, **self.carried_kind, **self.carried_back}

    @property
    def draft_form(self):
        section = f"?{RESTRICTED}=1" if self.is_restricted else ""
        return f"++add++{self.portal_type}{section}"

    def may_be_opened(self, restricted):
        """Whether the person may add such a thing here now."""
        try:
            self._check_allowed(restricted)
        except Unauthorized:
            return False
        return True

    @property
    def is_restricted(self):
        """Whether the record is to stand in the restricted section from its beginning (R131)."""
        return self.request.form.get(RESTRICTED) == "1"

    @property
    def about(self):
        """The child; in the restricted section, that too."""
        words = {"child": super().about}
        return _(IN_SECTION, mapping=words) if self.is_restricted else words["child"]

    def update(self):
        """Refuse by the type's own add permission, then go on as z3c.form does."""
        self.give_back()
        self.token = token_of(self.request) or new_token()
        if not IDeferSecurityCheck.providedBy(self.request):
            self._check_allowed(self.is_restricted)
        if self._added_before() is None and self._led_elsewhere():
            return
        # Past DefaultAddForm: it asks every type of the site whether it may be added.
        super(DefaultAddForm, self).update()

    def _led_elsewhere(self):
        """Whether there is something to use instead of another of this type; then leads there."""
        asked = getattr(resolve(self.fti.klass), "instead_of_adding", None)
        url, sentence = (asked and asked(self.container)) or ("", "")
        if url:
            self.say(sentence, "warning")
            self.request.response.redirect(url)
        return bool(url)

    def _check_allowed(self, restricted):
        container = self.container
        allowed = container.getTypeInfo().allowType(self.portal_type)
        if not (allowed and self.fti.isConstructionAllowed(container)):
            raise Unauthorized(f"Cannot add {self.portal_type} here")
        refuse_uncovered(container, self.portal_type)
        if restricted and not may_add(container):
            raise Unauthorized(f"Cannot add {self.portal_type} here")

    def _save(self, and_step=False):
        self.added = self._added_before()
        if self.added is not None:
            self._finishedAdd = True
            self.say(SENT_TWICE, "warning")
            return
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        others = other_files(self.context, data)
        self.createAndAdd(data)
        if others:
            write_for(self.added, others)
        self.forget_kept()
        self._finishedAdd = True
        self.say_abbreviations(self.added)
        if same_visit(self.added):
            self.say(SAME_VISIT, "warning")
        self.say(self.take_step(self.added) if and_step else _("Saved"))
        if not and_step:
            self.say_names(self.added)

    def create(self, data):
        """The new content, with what its kind sets without asking."""
        content = super().create(data)
        for name, value in self.fixed.items():
            setattr(content, name, value)
        return content

    def _added_before(self):
        """What an earlier sending of this very form made, or None."""
        return self.container.get(object_id(self.container, self.token))

    def add(self, object):
        """Put it in under the id its form means; `update` has asked whether it may be there."""
        if not IPrivateContent.providedBy(object):
            super().add(object)
            self.added = self.container[aq_base(object).id]
            return
        object_name = object_id(self.container, self.token)
        object.id = object_name
        self.container._setObject(object_name, object)
        self.added = self.container[object_name]
        if self.is_restricted:
            keep_restricted(self.added)

    def nextURL(self):
        return self.added.absolute_url()


class EditForm(GivingBack, LeanForm, DefaultEditForm):
    """Edit form of everything within a school; overwrites no change made meanwhile."""

    draft_form = "edit"

    @property
    def fti(self):
        return getUtility(IDexterityFTI, name=self.context.portal_type)

    @property
    def label(self):
        return _("Edit ${type}", mapping={"type": self.fti.Title().lower()})

    page_title = draft_title = label

    differences = ()
    met = False

    def update(self):
        self.give_back()
        super().update()

    @property
    def carried(self):
        """Hidden values of the form."""
        return {**self.carried_state, **self.carried_kind, **self.carried_back}

    @property
    def carried_state(self):
        """The state the texts are of.

        They come back as they were sent until the person has met what was saved meanwhile.
        """
        sent = self.request.form
        if SEEN in sent and not self.met:
            return {
                name: sent[name] for name in (SEEN, MARKS, ASKED) if isinstance(sent.get(name), str)
            }
        asked = " ".join(one.name for one in self.differences)
        return {SEEN: self.revision, MARKS: Both(self, {}).marks(), ASKED: asked}

    @property
    def revision(self):
        """Mark of the text as it is stored now."""
        indexed = getattr(self.context, "revision", "")
        return f"{indexed}-{self.context.modified().micros()}"

    def _save(self, and_step=False):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            both = Both(self, data)
            self.differences = both.differences(both.asked)
            return
        if self._meets_another_text(data):
            return
        self.applyChanges(data)
        self.forget_kept()
        self.say_abbreviations(self.context)
        self.say(self.take_step(self.context) if and_step else _("Saved"))
        if not and_step:
            self.say_names(self.context)
        self.request.response.redirect(self.context.absolute_url())
        notify(EditFinishedEvent(self.context))

    def _meets_another_text(self, data):
        """Whether the person has to look at what somebody saved meanwhile first; see `both`."""
        both = Both(self, data)
        if self.request.form.get(SEEN) == self.revision:
            names, status = both.settle(), CHOOSE
            if not names:
                return False
        else:
            taken, names, status = both.take_over(), both.changed_by_both(), CHANGED_MEANWHILE
            if taken:
                words = {"labels": ", ".join(self._said(label) for label in taken)}
                self.say(_(TAKEN_OVER, mapping=words), "warning")
        self.refused = self.met = True
        self.status = status
        self.differences = both.differences(names)
        return True

    def _said(self, message):
        return translate(message, context=self.request)
