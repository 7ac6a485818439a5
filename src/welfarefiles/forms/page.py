"""The page on which anybody of the school raises a concern, made from the school's form."""

from .. import _
from ..calendars import london
from ..givingback import GivingBack
from ..people.names import fullname
from ..people.team import school_of
from ..people.typed import text_of
from ..submission import FIELD
from ..submission import new_token
from ..submission import token_of
from .action import lay_ready
from .action import Ready
from .definition import definition_of
from .raising import BadConcern
from .raising import leads
from .raising import raise_concern
from .raising import WHICH_CHILD
from .taking import photographs_of
from .taking import sent_of
from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import IFieldValidator
from functools import cached_property
from plone.autoform.form import AutoExtensibleForm
from Products.Five.browser import BrowserView
from z3c.form import form
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import IErrorViewSnippet
from zope.component import getMultiAdapter
from zope.component import queryUtility
from zope.i18n import translate
from zope.interface import Invalid
from zope.schema import getFieldsInOrder


WHY_NOT_TOLD = _("Say which of the two it is, or leave it to the lead")


class Fields(AutoExtensibleForm, form.Form):
    """The fields of the school's form; the page around it does the rest."""

    schema = None
    ignoreContext = True
    enable_unload_protection = False
    default_fieldset_label = None

    def __init__(self, context, request, schema, is_empty=True):
        super().__init__(context, request)
        self.schema = schema
        self.is_empty = is_empty
        # Plone lets no address fill in a form that is sent by POST; what is given back is none.
        self.allow_prefill_from_GET_request = not is_empty

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        when = self.widgets.get("happened_at")
        if when is not None and self.is_empty:
            when.value = when_now(when)

    def extractData(self, setErrors=True):
        """What was entered and the errors, those of the fields' validators among them."""
        data, errors = super().extractData(setErrors)
        wrong = {error.widget.__name__ for error in errors if error.widget is not None}
        for name, field in getFieldsInOrder(self.schema):
            sentence = name not in wrong and name in data and problem(field, data[name])
            if sentence:
                errors += (self.place(name, sentence),)
        not_told = data.get("parents_know") == "no" and "not_told_reason" in self.widgets
        if not_told and not data.get("not_told_reason"):  # R029
            errors += (self.place("not_told_reason", WHY_NOT_TOLD),)
        return data, errors

    def place(self, name, sentence):
        """Put a sentence beside its field."""
        widget = self.widgets[name]
        asked = (Invalid(sentence), self.request, widget, widget.field, self, self.context)
        error = getMultiAdapter(asked, IErrorViewSnippet)
        error.update()
        widget.error = error
        self.widgets.errors = (*(self.widgets.errors or ()), error)
        return error


def when_now(widget):
    """The present moment as the widget shows it."""
    return IDataConverter(widget).toWidgetValue(london.now().replace(second=0, microsecond=0))


def problem(field, value):
    """What the validators a school chose for a field say of a value; None when nothing."""
    for name in getattr(IFieldExtender(field, None), "validators", None) or ():
        validator = queryUtility(IFieldValidator, name=name)
        sentence = validator(value) if validator is not None else None
        if sentence:
            return sentence
    return None


class Typed(BrowserView):
    """A page that keeps what was typed and puts an error beside its field."""

    error = None

    def typed(self, name):
        return text_of(self.request.form, name)

    def wrong(self, name):
        """The sentence beside one of the page's own fields, None for none."""
        return self.error.args[0] if self.error is not None and self.error.field == name else None

    @property
    def own_error(self):
        """What is wrong with the page's own fields or with the whole, for the summary."""
        if self.error is None:
            return None
        field = self.error.field
        return {"text": self.error.args[0], "target": f"#{field}" if field else None}

    @property
    def has_errors(self):
        return self.error is not None


class Sending(GivingBack, Typed):
    """A page that sends something to the leads, and gives back what was sent signed out."""

    def __call__(self):
        self.give_back()
        self.token = token_of(self.request) or new_token()
        self.prepare()
        if self.request.method == "POST":
            concern = self.send()
            if concern is not None:
                self.forget_kept()
                url = f"{self.context.absolute_url()}/@@sent?id={concern.getId()}"
                return self.request.response.redirect(url)
        return self.index()

    def prepare(self):
        """What has to be there before anything is sent or shown."""

    def send(self):
        """What was made of what was sent, or None with the errors on the page."""
        raise NotImplementedError

    def carried(self):
        """Hidden values of the form."""
        values = {FIELD: self.token, **self.carried_back}
        return [{"name": name, "value": value} for name, value in values.items()]


class Raise(Sending):
    """`<school>/concerns/@@raise`: the form, and what it sends."""

    page_title = _("Raise a concern")

    def prepare(self):
        self.form.update()

    @cached_property
    def school(self):
        return school_of(self.context)

    @cached_property
    def definition(self):
        return definition_of(self.school)

    @cached_property
    def form(self):
        is_empty = self.request.method != "POST" and not self.given_back
        return Fields(self.context, self.request, self.definition.schema, is_empty)

    def send(self):
        """The concern made of what was sent, or None with the errors on the page."""
        data, errors = self.form.extractData()
        try:
            sent = self.sent(data)
        except BadConcern as error:
            self.error = error
            return None
        if not sent.child:
            self.error = BadConcern(WHICH_CHILD, "child")
        return None if errors or self.error else self.deliver(sent, data)

    def sent(self, data):
        photographs = photographs_of(self.request.form.get("photographs") or [])
        given = (self.typed("child"), self.typed("pupil"))
        definition = self.definition
        return sent_of(
            self.school, definition.schema, data, *given, photographs, self.flags(definition)
        )

    def flags(self, definition):
        return tuple(translate(one, context=self.request) for one in definition.flags)

    def deliver(self, sent, data):
        """Let the form's action do it; where it has none, the concern arrives all the same."""
        ready = Ready(self.context, sent, self.token)
        lay_ready(self.request, ready)
        try:
            for action in self.definition.actions:
                action.onSuccess(data, self.request)
            return ready.concern or raise_concern(self.context, sent, self.token)
        except BadConcern as error:
            self.error = error
            return None

    @property
    def has_errors(self):
        return super().has_errors or bool(getattr(self.form.widgets, "errors", None))

    def leads(self):
        """Names of the leads, for who has to speak to one now."""
        return [fullname(user_id) for user_id in leads(self.school)]
