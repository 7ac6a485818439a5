"""Whether an exported record still says what was sealed. Needs no Plone and nothing installed.

A document is what `@@record.zip` holds as ``record.json``: see `docs/record-format.md`.
"""

from .fingerprint import chained
from .fingerprint import fingerprint
from .fingerprint import NotCanonical
from hashlib import sha256


FORMAT = "welfarefiles record 1"
#: Name of the document in an export.
DOCUMENT = "record.json"
BLOCK = 1 << 20


def problems(document, opened=None):
    """Sentences for everything in an exported record that does not hold; empty when it holds.

    :param document: the JSON of the record.
    :param opened: `opened(path)` gives an attachment as a binary stream, or raises `LookupError`
        where there is none; None: attachments are not looked at.
    """
    try:
        return [*_content(document), *_later(document), *_attachments(document, opened)]
    except (NotCanonical, AttributeError, KeyError, TypeError):
        return ["This is not the document of a record."]


def _content(document):
    if document["format"] != FORMAT or document["content"]["format"] != FORMAT:
        yield f"The format is not “{FORMAT}”."
    found = fingerprint(document["content"])
    if found != document["content_hash"]:
        yield "The content does not have the fingerprint that is written beside it."
    seal = document["seal"]
    if seal is not None and seal["hash"] != found:
        yield "The content is not what was sealed."


def _later(document):
    """Each link names the one before; the first names the sealed content."""
    seal, previous = document["seal"], None
    if seal is not None:
        previous = seal["hash"]
    for number, link in enumerate(document["later"], 1):
        if link["previous"] != previous or link["number"] != number:
            yield f"Something is missing or out of order before what was added as number {number}."
        if chained(link) != link["hash"]:
            yield f"What was added as number {number} is not what was kept."
        previous = link["hash"]
    signed = last_of(document["later"], "signed", "submitted")
    if document["signed"] != signed or (signed and seal != {"hash": seal["hash"], **signed}):
        yield "Who signed is not who is said to have signed."
    if document["authorised"] != last_of(document["later"], "authorised"):
        yield "Who authorised is not who is said to have authorised."


def last_of(later, *kinds):
    """`{"at", "by"}` of the last link of these kinds, None where there is none."""
    found = [{"at": link["at"], "by": link["by"]} for link in later if link["kind"] in kinds]
    return found[-1] if found else None


def _attachments(document, opened):
    for one in document["content"]["attachments"] if opened is not None else ():
        try:
            with opened(one["path"]) as stream:
                size, digest = measured(stream)
        except LookupError:
            yield f"The attachment {one['path']} is missing."
            continue
        if (size, digest) != (one["size"], one["sha256"]):
            yield f"The attachment {one['path']} is not the one that was sealed."


def measured(stream):
    """(size in bytes, SHA-256 as hexadecimal digits) of what a binary stream holds."""
    size, digest = 0, sha256()
    while block := stream.read(BLOCK):
        size += len(block)
        digest.update(block)
    return size, digest.hexdigest()
