"""How long a file is kept, and why: the page of a file, and the facts people enter for it."""

from .. import _
from ..files.views import FilePage
from ..people.team import school_of
from ..people.typed import text_of
from ..people.typed import texts_of
from ..permissions import EDIT_RETENTION
from . import words
from .acting import save_knowledge
from .acting import sibling
from .gathering import explain_file
from .gathering import facts_of
from .gathering import holds_on
from .knowledge import BadKnowledge
from .knowledge import DAYS
from .knowledge import Knowledge
from .knowledge import knowledge_of
from .known import sees_facts
from .schedules import schedule_of
from .terms import FILE_CLASSES
from datetime import date
from functools import cached_property
from plone import api


#: Rows for brothers and sisters on the form beyond those there are.
SPARE = 3


class Retention(FilePage):
    """Every rule that applies, on which facts, each one's date, which wins, and what is missing."""

    tab = "retention"
    page_title = _("Retention")

    @cached_property
    def explanation(self):
        return explain_file(self.context)

    @cached_property
    def schedule(self):
        return schedule_of(school_of(self.context))

    @cached_property
    def facts(self):
        return facts_of(self.context)

    def holds(self):
        return holds_on(self.context)

    @property
    def is_open(self):
        return self.state["id"] == "open"

    @cached_property
    def in_full(self):
        """Whether days and reasons are told, not only that rules apply and that it is held."""
        return sees_facts(self.context)

    def results(self):
        """Rules that apply, as the table shows them."""
        winner = self.explanation.winner
        for result in self.explanation.results:
            yield {
                "id": result.rule.id,
                "class": words.class_title(result.rule.file_class),
                "period": words.period(result.rule),
                "fact": words.FACTS.get(result.fact, ""),
                "day": words.day(result.day),
                "keep_until": words.day(result.keep_until),
                "permanent": result.rule.permanent,
                "missing": words.FACTS.get(result.missing, ""),
                "wins": result is winner,
                "authority": result.rule.authority,
                "source": result.rule.source,
            }

    def missing(self):
        """Facts to ask for; that an open file has no day of its end is no gap."""
        known = {"closed_on", "transferred_on"} if self.is_open else set()
        return [words.FACTS[name] for name in self.explanation.missing if name not in known]

    def day(self, value):
        return words.day(value)

    def classes(self):
        return [words.class_title(name) for name in sorted(self.facts.classes)]

    @property
    def may_change(self):
        return self.may(EDIT_RETENTION)


class RetentionFacts(FilePage):
    """The form for what the file itself does not say; what was typed stays beside each error."""

    tab = "retention"
    page_title = _("Facts for retention")
    error = None
    wrong_field = ""

    def __call__(self):
        if self.request.method == "POST" and self.save():
            api.portal.show_message(_("Saved. The dates follow from it."))
            return self.request.response.redirect(f"{self.context.absolute_url()}/@@retention")
        return self.index()

    def save(self):
        """Keep what the form says; False, with the sentence, when it cannot be."""
        try:
            save_knowledge(self.context, self.entered())
        except BadKnowledge as error:
            self.error, self.wrong_field = str(error), error.field
            return False
        return True

    def entered(self):
        """The `Knowledge` the form describes; raises `BadKnowledge`."""
        return Knowledge(
            classes=frozenset(self.many("classes")),
            **{name: self.day_of(name) for name in DAYS},
            siblings=tuple(self.entered_siblings()),
            family_complete=bool(self.one("family_complete")),
            sexual_abuse=bool(self.one("sexual_abuse")),
            keep_until=self.day_of("keep_until"),
            keep_reason=self.one("keep_reason"),
        )

    def entered_siblings(self):
        references, births = self.many("sibling_reference"), self.many("sibling_born")
        for reference, born in zip(references, births, strict=False):
            if reference.strip() or born.strip():
                yield sibling(self.context, reference, read_day(born, "siblings"))

    def one(self, name):
        """What was typed into a field that has one value."""
        return text_of(self.request.form, name)

    def many(self, name):
        return texts_of(self.request.form, name)

    def day_of(self, name):
        return read_day(self.one(name), name)

    @cached_property
    def known(self):
        return knowledge_of(self.context)

    @property
    def sent(self):
        return self.request.method == "POST"

    def shown(self, name):
        """What a field shows: what was typed, or what is known."""
        if self.sent:
            return self.one(name)
        value = getattr(self.known, name)
        return value.isoformat() if isinstance(value, date) else value or ""

    def ticked(self, name):
        return bool(self.one(name)) if self.sent else getattr(self.known, name)

    def chosen(self):
        return self.many("classes") if self.sent else self.known.classes

    def class_choices(self):
        return FILE_CLASSES.items()

    def days(self):
        """(name, label) of the plain days."""
        return [
            ("died_on", _("Date of death")),
            ("ceased_fostering_on", _("Date fostering ended")),
            ("notified_on", _("Date of notification (missing persons)")),
            ("adoption_order_on", _("Date of the adoption order")),
            ("reviewed_on", _("Looked through on, so that only what is relevant is in it")),
        ]

    def sibling_rows(self):
        """(reference, date of birth) of the rows of the form, with some to spare."""
        if self.sent:
            pairs = zip(self.many("sibling_reference"), self.many("sibling_born"), strict=False)
            rows = [pair for pair in pairs if any(pair)]
        else:
            rows = [
                (one.reference, one.born.isoformat() if one.born else "")
                for one in self.known.siblings
            ]
        return rows + [("", "")] * SPARE


def read_day(text, field):
    """A day as a browser sends it, or None; raises `BadKnowledge` for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadKnowledge(field, "This is not a date.") from None
