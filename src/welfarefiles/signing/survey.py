"""`welfarefiles-check-records`: which records no longer say what was signed, and which never did.

For whoever runs the server, as `welfarefiles-check` is; it prints ids and paths, never a name. It
reads every attachment, so it takes as long as a backup.
"""

from ..consistency.commands import objects_of
from ..consistency.commands import parser_for
from ..interfaces import IRecord
from ..ledger.reading import entries
from ..ledger.reading import Filter
from ..people.stored import uid_of
from .seal import broken
from .seal import LINKS


OTHER = "No entry of the ledger has its fingerprint."
#: Actions whose entries may have the fingerprint of a record.
ACTIONS = (*(f"step.{step}" for step in LINKS), "inbox.filed")


def main(arguments=None):
    """The exit code is 0 when every record holds, else 1."""
    parser = parser_for("List the records that are not what was signed.")
    options = parser.parse_args(arguments)
    with objects_of(options.configuration) as objects:
        return int(survey(objects) > 0)


def survey(objects, out=print):
    """Look at every record, say what does not hold, and return how many do not."""
    number = found = 0
    for record in filter(IRecord.providedBy, objects):
        number += 1
        sentences = faults(record)
        if sentences:
            found += 1
            out(f"{'/'.join(record.getPhysicalPath())}: {' '.join(sentences)}")
    out(f"{number} records, {found} do not hold")
    return found


def faults(record):
    """Sentences for all that is wrong with one record, held against itself and the ledger."""
    found = broken(record)
    if record.sealed_hash and record.sealed_hash not in entered(record):
        found.append(OTHER)
    return found


def entered(record):
    """Fingerprints the ledger has of a record."""
    asked = Filter(record_uid=uid_of(record), actions=ACTIONS)
    return {entry.detail.get("fingerprint") for entry in entries(asked)}
