"""docs/rest says what the portal answers: the examples there are run here, and must be the same.

To write them anew after a change: ``WELFAREFILES_WRITE_DOCS=1 make test ARGS="-k documentation"``
and read the difference before committing it.
"""

from pathlib import Path
from tests import fieldtables
from tests.recorder import Recorder
from tests.restaccess import tell_access
from tests.restexamples import tell
from tests.restkinds import tell_kinds
from tests.restnames import tell_names
from tests.restpolicies import tell_policies
from tests.restregisters import tell_registers
from tests.resttransfers import tell_transfers
from tests.resttrust import tell_trust
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for

import os
import re
import transaction


DOCS = Path(__file__).parents[2] / "docs" / "rest"
BLOCK = re.compile(r"<!-- (example|fields|lists):? ?([\w-]*) -->\n.*?<!-- end -->", re.DOTALL)
TYPES = (
    *("WelfareFile", "ChildProtectionFile", "ContactNote", "Concern", "WelfareDocument"),
    *("MedicationLog", "CourtOrder", "ContactArrangement", "DelegatedAuthority"),
    *("FosteringArrangement", "CourtReport"),
    *("OriginalDocument", "ChildContribution", "PaperVolume"),
    *("Meeting", "SchoolEvent", "Notification"),
    *("Correspondence", "Decision", "Assessment", "Plan", "ClosingSummary"),
)
REWRITE = "docs/rest differs from what the portal answers; WELFAREFILES_WRITE_DOCS=1 writes it anew"


def test_documentation_is_what_the_portal_answers(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    name_for(school, "lead", "Authoriser", "WelfareFile")
    transaction.commit()
    recorder = Recorder(http)
    tell(recorder)
    tell_access(recorder)
    tell_policies(recorder)
    tell_registers(recorder)
    tell_kinds(recorder)
    tell_names(recorder)
    tell_transfers(recorder)
    tell_trust(recorder, school)
    blocks = {("example", name): text for name, text in recorder.shown.items()}
    for name in TYPES:
        table, own = fieldtables.fields_table(name), fieldtables.set_by_portal(name)
        blocks["fields", name] = f"{table}\n\n{own}"
    blocks["lists", ""] = fieldtables.lists_table(http["portal"], TYPES)
    used = [key for page in sorted(DOCS.glob("*.md")) for key in filled_in(page, blocks)]
    assert sorted(used) == sorted(blocks), "an example stands in no page, or twice"


def filled_in(page, blocks):
    """Compare or rewrite one page; the keys of the blocks in it."""
    text, used = page.read_text(encoding="utf-8"), []

    def block(found):
        used.append((found[1], found[2]))
        start = found[0].partition("\n")[0]
        return f"{start}\n{blocks[found[1], found[2]]}\n<!-- end -->"

    expected = BLOCK.sub(block, text)
    if os.environ.get("WELFAREFILES_WRITE_DOCS"):
        page.write_text(expected, encoding="utf-8")
    else:
        assert text == expected, REWRITE
    return used


def test_documentation_names_no_machine():
    for page in DOCS.glob("*.md"):
        assert not re.search(
            r"localhost|127\.0\.0\.1|org/plone/|(?<= )/plone/", page.read_text(encoding="utf-8")
        )
