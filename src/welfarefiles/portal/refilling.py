"""A page with what somebody typed put back into its form. Needs no Plone.

The page is drawn as for whoever opens it; what was sent goes into the inputs of the same names, so
that no page has to be able to do so by itself. What the page no longer asks for is shown above it.
"""

from ..fragment import Fragment
from lxml import html

import re


WRITTEN = Fragment(__file__, "templates/written.pt")
#: Inputs that are never filled in: secrets, what no page can choose, and what it says of itself.
LEFT = frozenset({"password", "file", "submit", "button", "image", "reset"})
CARRIED = "_authenticator"
FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)
POST = re.compile(r"""\bmethod\s*=\s*["']?post\b""", re.IGNORECASE)
END = "</form>"
LINE = re.compile(r"""<input\b[^>]*\btype="text\"""")
#: So many lines are a longer form, as a field of several lines is.
LINES = 3
DOCTYPE = "<!DOCTYPE html>"
LONG = 3


def refilled(page, fields, request, carried=()):
    """The page (text) with its form filled in.

    :param fields: texts and lists of texts, by the names of the inputs.
    :param carried: pairs of name and value that go with the form, hidden.
    """
    document = html.document_fromstring(page)
    form = form_of(document, fields)
    left = {name: value for name, value in fields.items() if name != CARRIED}
    if form is not None:
        for name in fill(form, left):
            left.pop(name, None)
        show(form)
        form.set("data-unsaved", "1")
        for name, value in carried:
            form.append(form.makeelement("input", type="hidden", name=name, value=value))
    written = [text for value in left.values() for text in texts(value) if is_written(text)]
    main = next(iter(document.cssselect("main")), None)
    if written and main is not None:
        main.insert(0, html.fragment_fromstring(WRITTEN(request, texts=written)))
    return html.tostring(document, doctype=DOCTYPE, encoding="unicode")


def draftable(page, but):
    """(end of the opening tag, start of the closing one) of the longer forms of a page.

    :param but: what an opening tag has whose form is left alone.
    """
    found = []
    for form in FORM.finditer(page):
        closing = page.find(END, form.end())
        within = page[form.end() : closing]
        is_long = "<textarea" in within or len(LINE.findall(within)) >= LINES
        opening = form.group()
        if is_long and POST.search(opening) and not any(one in opening for one in but):
            found.append((form.end(), closing))
    return found


def form_of(document, fields):
    """The form of a page that the fields were sent from, or None: the one that has most of them."""
    found = [(likeness(form, fields), form) for form in document.forms if is_sent(form)]
    best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def is_sent(form):
    return form.method.upper() == "POST"


def likeness(form, fields):
    """How much of what was sent a form asks for; the button that was pressed says most."""
    points = 0
    for control in form.iter("input", "select", "textarea", "button"):
        name = plain(control)
        if name not in fields or name == CARRIED:
            continue
        if control.tag == "button":
            points += 100 * (control.get("value") in texts(fields[name]))
        elif control.get("type") == "hidden":
            points += 10 * (control.get("value") in texts(fields[name]))
        else:
            points += 1
    return points


def fill(form, fields):
    """Put the fields into the inputs of a form; the names of those it has."""
    waiting = {name: texts(value) for name, value in fields.items()}
    known = {plain(control) for control in form.iter("button")}
    for control in form.iter("input", "select", "textarea"):
        name, kind = plain(control), control.get("type", "text")
        if not name or name == CARRIED or kind in LEFT:
            continue
        known.add(name)
        if kind in ("checkbox", "radio"):
            put(control, "checked", control.get("value", "on") in texts(fields.get(name)))
        elif waiting.get(name):
            fill_one(control, waiting[name])
    return known & set(fields)


def plain(control):
    """Name of an input as it arrives, without what it says of its kind (``name:list``)."""
    return (control.get("name") or "").partition(":")[0]


def fill_one(control, values):
    """Put values into one input; several of one name take one after the other."""
    if control.tag == "select":
        for option in control.iter("option"):
            put(option, "selected", option.get("value", option.text) in values)
        return
    value = values.pop(0)
    if control.tag == "textarea":
        control.text = f"\n{value}"  # a browser takes the first line break away
    else:
        control.set("value", value)


def put(control, attribute, is_on):
    """Set an attribute that says yes by being there."""
    control.attrib.pop(attribute, None)
    if is_on:
        control.set(attribute, attribute)


def show(form):
    """Open what the form is folded away in."""
    for one in form.iterancestors("details"):
        one.set("open", "open")
    for one in form.iter("details"):
        if any(control.get("value") or control.text for control in one.iter("input", "textarea")):
            one.set("open", "open")


def texts(value):
    """The texts of a field that came once or several times."""
    if isinstance(value, str):
        return [value]
    return [one for one in value or () if isinstance(one, str)]


def is_written(text):
    """Whether a text is somebody's words and no token of a choice."""
    return len(text.split()) >= LONG
