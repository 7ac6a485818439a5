"""Asking for very many addresses as one person after another, at the instance's own pipeline."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from multiprocessing import get_context
from pathlib import Path
from tests.word import Asker
from tests.wsgi import JSON
from welfarefiles.notices.waiting import gathered
from welfarefiles.notices.waiting import waiting
from welfarefiles.sql.engine import get_store

import gc
import os
import re
import sys


SAFE = ("GET", "HEAD", "OPTIONS")
#: So often it is said how far a long crawl has come.
EVERY = 5000


@dataclass
class Found:
    """What one person was answered: how often which status, and each thing wrong in words."""

    role: str
    statuses: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)


def crawl(site, role, user_id, addresses, log, failing=()):
    """Ask for all as one person; what was `Found`.

    `log`: what loggers write to; `failing`: user ids that may see the server fail.
    """
    person, kept, found = Asker(user_id), site.kept_from(user_id), Found(role)
    for address in tidied(addresses):
        body = b"" if address.method in SAFE else b"{}"
        more = {"CONTENT_TYPE": JSON} if body else {}
        answer = person.ask(address.path, address.method, address.accept, body, **more)
        found.statuses[answer.status] += 1
        asked = f"{role}: {answer.status} {address.method} {address.path} ({address.accept})"
        told = without_echo(answer, address.path)
        words = [word.decode() for word in kept if word in told]
        if words:
            found.wrong[f"{asked} tells {words}"] += 1
        if answer.status >= 500 and user_id not in failing and not known_to_fail(address):
            found.wrong[asked] += 1
    written = log.getvalue() + said_in_mails()
    found.wrong.update(f"{role}: log or mail: {one}" for one in site.nobody_logs if one in written)
    return found


def tidied(addresses):
    """The same, with what requests leave behind thrown away now and then, not all the time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    for number, address in enumerate(addresses, 1):
        yield address
        if number % 300 == 0:
            gc.collect()
    gc.enable()
    gc.unfreeze()


def known_to_fail(address):
    """Parts of pages that fail when they are asked for by themselves; the answer tells nothing."""
    return re.search(r"/@@[^/]+/\w+$", address.path)


def without_echo(answer, path):
    """Headers and body, without what whoever asked has said themselves."""
    told = b"\n".join([answer.body, repr(answer.headers).encode()])
    for step in path.replace("?", "/").replace("=", "/").split("/"):
        if len(step) > 8:
            told = told.replace(step.encode(), b"")
    return told


def said_in_mails():
    """All that waits to be mailed, at once or with the mail of the day."""
    paths = [*waiting(), *gathered()]
    return "".join(Path(path).read_text(errors="replace") for path in paths)


def crawl_all(site, tasks, log, processes, failing=()):
    """What all `tasks` (role, user id, addresses) `Found`, by role; in so many processes."""
    together, done = {}, 0
    number = sum(len(asked) for *_who, asked in tasks)
    for found in _each(lambda task: crawl(site, *task, log, failing), tasks, processes):
        so_far = together.setdefault(found.role, Found(found.role))
        for line in found.wrong if processes > 1 else ():
            print(line, file=sys.stderr, flush=True)
        so_far.statuses.update(found.statuses)
        so_far.wrong.update(found.wrong)
        before, done = done, done + found.statuses.total()
        if done // EVERY > before // EVERY:
            wrong = sum(len(one.wrong) for one in together.values())
            print(f"{done} of {number} asked, {wrong} found", file=sys.stderr, flush=True)
    return together


def in_chunks(tasks, size=EVERY // 5):
    """The same tasks in parts, of all in turn; what is hardly ever open comes last."""
    parts = []
    for role, user_id, asked in tasks:
        ordered = sorted(asked, key=lambda address: address.rare)
        for start in range(0, len(ordered), size):
            parts.append((start, role, user_id, ordered[start : start + size]))
    return [part[1:] for part in sorted(parts, key=lambda part: part[0])]


def _each(work, tasks, processes):
    """Results of work on each task: here, or in copies of this process, as they come."""
    if processes == 1:
        yield from map(work, tasks)
        return
    context = get_context("fork")
    # What the parent has open stays the parent's.
    get_store().close()
    results = context.SimpleQueue()
    running = [
        context.Process(target=_run, args=(work, tasks[number::processes], results))
        for number in range(processes)
    ]
    for process in running:
        process.start()
    for _task in tasks:
        yield results.get()
    for process in running:
        process.join()


def _run(work, tasks, results):
    for task in tasks:
        try:
            results.put(work(task))
        except BaseException as error:
            results.put(Found(task[0], wrong=Counter([f"{task[0]}: {error!r}"])))
    os._exit(0)  # nothing of the parent's is to be torn down here


def summary(found):
    """Lines that say what everybody asked and was answered."""
    for one in found:
        answers = ", ".join(f"{status}: {n}" for status, n in sorted(one.statuses.items()))
        asked = one.statuses.total()
        yield f"{one.role}: {asked} asked, {len(one.wrong)} found ({answers})"
