"""Closing, transferring and retaining an invented file, through the same gate as any other."""

from ..calendars import london
from ..closure.answers import give_answers
from ..closure.checklist import Answer
from ..closure.checklist import answer_problem
from ..closure.filing import checklist_pdf
from ..closure.filing import KIND
from ..closure.findings import find
from ..closure.gate import file_facts
from ..closure.lines import lines
from ..closure.snapshot import snapshot_of
from ..frontsheet.keeping import keep as sign_front_sheet
from .back_in_time import date_history
from .back_in_time import date_record
from .back_in_time import Step
from .back_in_time import take
from .moving import prepare
from .moving import receive
from .plans import AUTHORISED
from .plans import CLOSED
from .plans import REOPENED
from .plans import RETAINED
from .plans import SUBMITTED
from .plans import SUMMARY
from .sources import source
from .wording import filled
from datetime import time
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile


AFTERNOON = time(15, 10)
HEADINGS = (
    "reason_for_involvement", "actions_and_outcomes", "professionals_views", "continuing_support",
)  # fmt: skip


def move_on(file, plan, known):
    """Take a file to the state it is to be in, its closing summary with it."""
    if not plan.finishes:
        return
    if plan.closes:
        # The gate wants a front sheet that was checked not long before today.
        file.last_reviewed = london.today()
    sign_front_sheet(file, plan.writer, plan.moment(plan.last + SUMMARY, time(14, 55)))
    summary = make_summary(file, plan, known)
    date_summary(summary, plan)
    steps = file_steps(plan) if plan.closes else []
    moves = plan.closes and plan.state == "transferred"
    if moves:
        prepare(file, plan, receiving_of(plan), plan.date(plan.last + CLOSED))
    take(file, steps)
    if moves and not plan.entry.get("offered"):
        receive(file, plan)
    if plan.closes:
        date_checklist(file, summary, steps[0])
        date_file(file, plan, steps)


def make_summary(file, plan, known):
    """The closing summary with its checklist, as far as the plan says."""
    with api.env.adopt_user(username=plan.writer):
        summary = createContentInContainer(
            file,
            "ClosingSummary",
            happened_at=plan.moment(plan.last + SUMMARY, AFTERNOON),
            purpose="transfer" if plan.state == "transferred" else "closure",
            receiving_school=receiving_of(plan),
            **{name: filled(plan.story["closing"][name], known) for name in HEADINGS},
        )
        answers = checklist(file, summary, plan)
        if plan.entry.get("closing") == "draft":
            answers = dict(list(answers.items())[: len(answers) // 2])
        give_answers(summary, answers)
    summary.recorded_at = recorded_at(plan)  # before it is sealed
    take(summary, summary_steps(plan))
    return summary


def receiving_of(plan):
    """Name of the school a file goes to; None for one that stays."""
    if plan.entry.get("offered"):
        return source("people")["school"]["title"]
    return plan.entry.get("receiving")


def recorded_at(plan):
    """When the summary was recorded."""
    return plan.moment(plan.last + SUMMARY, time(15, 40))


def checklist(file, summary, plan):
    """`{line: (answer, reason)}` for the lines that a person answers."""
    findings = find(file_facts(file, summary))
    answers = {}
    for line in lines(file):
        finding = findings.get(line.check)
        if finding is None or finding.ok is not True:
            answer = next(
                (one for one in said_of(line, plan, finding)
                 if answer_problem(line, one, finding) is None),
                None,
            )  # fmt: skip
            if answer is not None:
                answers[line.key] = (answer.answer, answer.reason)
    return answers


def said_of(line, plan, finding):
    """What a worker would say of a line, the likelier first."""
    data = source("closing")
    done = [*data["done"], *plan.story.get("checklist_done", ())]
    if plan.portal_type == "ChildProtectionFile":
        done += data["child_protection"]["done"]
    decided = finding is not None and finding.ok is not None
    if line.key in done and not decided:
        yield Answer("done")
    if line.key in data["reasons"]:
        yield Answer("not_applicable", data["reasons"][line.key])


def summary_steps(plan):
    """Submitted by its writer, authorised by a manager."""
    if plan.entry.get("closing") == "draft":
        return []
    submit = Step("submit", plan.writer, plan.moment(plan.last + SUBMITTED, time(9, 20)))
    if plan.entry.get("closing") == "submitted":
        return [submit]
    manager = plan.random("closing").choice(plan.staff.authorisers)
    return [submit, Step("authorise", manager, plan.moment(plan.last + AUTHORISED, time(16, 5)))]


def file_steps(plan):
    """The file's own steps."""
    step = "transfer" if plan.state == "transferred" else "close"
    steps = [Step(step, plan.writer, plan.moment(plan.last + CLOSED, time(10, 30)))]
    if plan.state == "retained":
        steps.append(Step("retain", "records", plan.moment(plan.last + RETAINED, time(11, 15))))
    if plan.entry.get("reopened"):
        at = plan.moment(plan.last + REOPENED, time(8, 50))
        steps.append(Step("reopen", plan.writer, at, source("comments")["reopened"]))
    return steps


def date_summary(summary, plan):
    """Put the summary and the answers of its checklist back to their days."""
    recorded = recorded_at(plan)
    for key, answer in list(summary.checklist.items()):
        summary.checklist[key] = {**answer, "at": recorded}
    date_record(summary, recorded, summary_steps(plan))


def date_checklist(file, summary, step):
    """Put the document that the portal filed as it closed the file back to that day."""
    results = snapshot_of(summary)
    for record in file.objectValues():
        if getattr(record, "kind", None) == KIND:
            with api.env.adopt_user(username=step.person):
                pdf = checklist_pdf(file, summary, results, step.at, demonstration=True)
            record.file = NamedBlobFile(pdf, "application/pdf", record.file.filename)
            record.happened_at = step.at
            date_record(record, step.at, [Step("sign", step.person, step.at)])


def date_file(file, plan, steps):
    """Put the days of closing and reopening back."""
    if plan.state == "open":
        file.reopened_at = steps[-1].at
    else:
        file.closed_on = steps[0].at.date()
    file.last_reviewed = steps[0].at.date()
    date_history(file, plan.moment(0, time(8, 30)), steps)
