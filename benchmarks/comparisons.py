"""What is compared, and how much of the other's processor time ours may take."""

from content import note
from dataclasses import dataclass
from functools import partial
from itertools import count
from measure import interleave
from measure import on_server
from measure import ratio
from statistics import median


SAVES = 30  # whose commits are counted
# So many calls are a sample: about a quarter of a second of either, so that both are as warm.
OURS_AT_ONCE, STOCK_AT_ONCE = 12, 2


@dataclass(frozen=True)
class Result:
    """One line of the table. `unit` is "ms" (typical of the rounds) or what else was counted."""

    name: str
    ours: float
    against: str
    other: float | None
    ratio: float
    target: float | None  # None: shown beside the others, without a target
    at_least: bool = False
    unit: str = "ms"
    spread: float = 0.0

    @property
    def met(self):
        if self.target is None:
            return True
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


# Name of ours, what it is compared with (names of samples), at most so much of it.
TARGETS = (
    ("File page, {many} records", "many", "folder view", "stock many", 1 / 6),
    ("File page, 10 records", "few", "folder view", "stock few", 1 / 6),
    ("Register, 50 of {files} files", "register", "folder view, 30", "stock listing", 1 / 6),
    ("Register, 50 of {files} files", "register", "@search, those 50", "stock search", 1 / 2),
    (
        "Register over REST, 25 of them",
        "register json",
        "@search, 25 titles",
        "stock titles",
        1 / 2,
    ),
    ("Note over REST, file of 10", "post", "Document", "stock post", 1 / 4),
    ("Note written: form and save", "form", "Document's form and save", "stock form", 1 / 2),
)


def pages_and_notes(ours, stock, rounds, names):
    """`Result`s of pages and of saving a note, against stock."""
    samples = samples_of_ours(ours) | samples_of_stock(stock)
    found = interleave(samples, rounds)
    results = []
    for name, mine, against, other, target in TARGETS:
        first, second = found[mine], found[other]
        values = (1000 * first.typical, against, 1000 * second.typical, ratio(first, second))
        spread = max(first.spread, second.spread)
        results.append(Result(name.format(**names), *values, target, spread=spread))
    return results


def samples_of_ours(server):
    """Samples of our pages and of saving a note."""
    paths = server.paths
    numbers = count(2000)
    get = {
        "many": partial(server.page, paths["many"], "Needs attention"),
        "few": partial(server.page, paths["few"], "Needs attention"),
        "register": partial(server.page, paths["place"], "WF-2026-"),
        "register json": partial(server.get, paths["place"]),
        "post": lambda: server.post(paths["written"], **our_note(next(numbers))),
        "form": lambda: server.write(
            f"{paths['written']}/++add++ContactNote",
            "form.buttons.save",
            **filled_in(next(numbers)),
        ),
    }
    return {name: on_server(server, action, OURS_AT_ONCE) for name, action in get.items()}


def our_note(number):
    """A contact note as REST takes it."""
    said = note(number)
    return {
        "@type": "ContactNote",
        "kind": "home_visit",
        "contact_group": "parents",
        "happened_at": said.happened_at.isoformat(),
        "with_whom": "Mother",
        "present": "Mother",
        "discussion": said.discussion,
        "outcome": said.outcome,
        "actions": [],
    }


def filled_in(number):
    """The same note as somebody types it into our form."""
    said = note(number)
    typed = {
        "kind:list": "home_visit",
        "contact_group": "parents",
        "happened_at-date": f"{said.happened_at:%Y-%m-%d}",
        "happened_at-time": f"{said.happened_at:%H:%M}",
        "with_whom": f"Mother, {number}",
        "present": "Mother",
        "discussion": said.discussion,
        "outcome": said.outcome,
    }
    return {f"form.widgets.{name}": value for name, value in typed.items()}


def samples_of_stock(server):
    """Samples of the same in stock Plone."""
    paths = server.paths
    numbers = count(2000)
    titles = "@search?portal_type=Folder&sort_on=sortable_title&b_size=25"
    # As many files, with as much of each as the register shows.
    search = "@search?portal_type=Folder&sort_on=sortable_title&b_size=50&metadata_fields=_all"
    get = {
        "stock many": partial(server.page, paths["many"], "Contact note of"),
        "stock few": partial(server.page, paths["few"], "Contact note of"),
        "stock listing": partial(server.page, paths["place"], "WF-2026-"),
        "stock search": partial(server.get, f"{paths['place']}/{search}"),
        "stock titles": partial(server.get, f"{paths['place']}/{titles}"),
        "stock post": lambda: server.post(paths["written"], **stock_note(next(numbers))),
        "stock form": lambda: server.write(
            f"{paths['written']}/++add++Document",
            "form.buttons.save",
            **stock_filled_in(next(numbers)),
        ),
    }
    return {name: on_server(server, action, STOCK_AT_ONCE) for name, action in get.items()}


def stock_note(number):
    """The same words as a Document."""
    said = note(number)
    return {
        "@type": "Document",
        "title": f"Contact note of {said.happened_at:%d %B %Y %H:%M}",
        "description": said.outcome,
        "text": {"data": f"<p>{said.text}</p>", "content-type": "text/html"},
    }


def stock_filled_in(number):
    """The same words as somebody types them into the form of a Document."""
    said = stock_note(number)
    return {
        "form.widgets.IDublinCore.title": said["title"],
        "form.widgets.IDublinCore.description": said["description"],
        "form.widgets.IRichTextBehavior.text": said["text"]["data"],
    }


def what_a_note_writes(ours, stock):
    """`Result`s: objects and kilobytes that one save writes to the object database, at the most."""
    mine = written(ours, our_note)
    other = written(stock, stock_note)
    objects, size = (max(one[name] for one in mine) for name in ("objects", "bytes"))
    usual = {name: median(one[name] for one in other) for name in ("objects", "bytes")}
    kept = (objects, "Document", usual["objects"], objects)
    sizes = (size / 1000, "Document", usual["bytes"] / 1000, size / 1000)
    return [
        Result(f"Objects a save writes, most of {SAVES}", *kept, 15, unit="objects"),
        Result(f"Kilobytes a save writes, most of {SAVES}", *sizes, 20, unit="kB"),
    ]


def written(server, make):
    """What each of several saves wrote, as the server counts it."""
    found = []
    for number in range(5000, 5000 + SAVES):
        server.post(server.paths["written"], **make(number))
        found.append(server.ask("commit"))
    return found


RIGHTS = (
    ("Grant on a file of {many} records", "grant", 1.2),
    ("Taking it back on a file of {many}", "take_back", 1.2),
    ("Its end by the clock on a file of {many}", "expire", 1.2),
    ("Change of state of a file of {many}", "close_and_reopen", 1.3),
)


def rights_and_state(ours, rounds, names):
    """`Result`s of a grant, its ways to end, and a change of state: many records against ten."""
    results = []
    for name, script, target in RIGHTS:
        samples = {
            size: partial(ours.ask, "script", name=script, path=ours.paths[size])
            for size in ("many", "few")
        }
        found = interleave(samples, rounds)
        many, few = found["many"], found["few"]
        values = (1000 * many.typical, "of 10", 1000 * few.typical, ratio(many, few))
        spread = max(many.spread, few.spread)
        results.append(Result(name.format(**names), *values, target, spread=spread))
    return results
