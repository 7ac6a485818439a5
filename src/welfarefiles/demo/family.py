"""Brothers and sisters with files of their own, linked as a records manager links them (R174)."""

from ..people.stored import uid_of
from ..retention.acting import save_knowledge
from ..retention.knowledge import knowledge_of
from ..retention.knowledge import Sibling
from dataclasses import replace
from plone import api


def link_siblings(made, chosen):
    """`made`: {key: file}; chosen: the plans behind them."""
    for plan in chosen:
        other = made.get(plan.entry.get("sibling"))
        if other is not None:
            with api.env.adopt_user(username=plan.writer):
                link(made[plan.key], other)
                link(other, made[plan.key])


def link(file, other):
    """Enter the other one with what is known of a file."""
    known = knowledge_of(file)
    one = Sibling(reference=other.reference, file_uid=uid_of(other))
    save_knowledge(file, replace(known, siblings=(*known.siblings, one)))
