"""The requests of docs/rest about other children: named in a record, and one contact for two."""

from tests.functional.test_threads import answer
from tests.functional.test_threads import filed
from tests.restexamples import CHILD
from tests.school import signed_in
from tests.unit.test_message_threads import eml
from tests.unit.test_message_threads import FIRST
from tests.unit.test_message_threads import FIRST_SENT
from tests.unit.test_message_threads import JO
from tests.unit.test_message_threads import ORLA
from tests.unit.test_message_threads import PLAN
from tests.unit.test_message_threads import WREN
from welfarefiles.access.guards import perform
from welfarefiles.named.checking import unsettled
from welfarefiles.named.settling import keep_name

import transaction


NOTE = {
    "@type": "ContactNote",
    "happened_at": "2026-02-10T15:40",
    "contact_group": "parents",
    "kind": "home_visit",
    "with_whom": "Mother, at home",
    "present": "Mother and both boys",
    "discussion": "Alder opened the door. Linden was asleep.",
    "outcome": "Alder and Linden see the nurse on Monday.",
}
HOME = {"family_name": "Grove", "address": "4 Orchard Rise"}


def tell_names(story):
    """Two brothers, a visit to both, and a name that stays."""
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    files = {}
    for name in ("Alder", "Linden"):
        sent = {"@type": "WelfareFile", **CHILD, **HOME, "given_name": name}
        files[name] = story.quietly("lead", "POST", f"{school['@id']}/files", sent)
        assert files[name].status == 201, files[name].data
    note = story.quietly("lead", "POST", files["Alder"]["@id"], NOTE)["@id"]
    shown = ("words", "pseudonym", "settled", "places", "key")
    found = story.ask("named", "lead", "GET", f"{note}/@named", only=("items",))
    [mention] = found["items"]
    assert set(shown) <= set(mention)
    kept = {"key": mention["key"], "reason": "present"}
    etag = {"If-Match": found.header("etag")}
    story.ask("named-kept", "lead", "POST", f"{note}/@named", kept, **etag)
    etag = {"If-Match": story.quietly("lead", "GET", note).header("etag")}
    other = {"files": [files["Linden"]["reference"]]}
    story.ask("joint", "lead", "POST", f"{note}/@joint", other, **etag)
    story.ask("joint-text", "lead", "GET", note, only=("discussion", "outcome"))
    story.ask("joint-copies", "lead", "GET", f"{note}/@joint")
    tell_threads(story, files["Alder"]["@id"])


def tell_threads(story, url):
    """An email and the answer that holds all of it."""
    transaction.begin()
    portal = story.layer["portal"]
    file = portal.unrestrictedTraverse(url.partition(portal.absolute_url() + "/")[2])
    with signed_in("lead"):
        first = filed(file, eml(FIRST, FIRST_SENT, ORLA, JO, WREN, attachments=[PLAN]))
        second = filed(file, answer())
        for one in (first, second):
            for mention in unsettled(one):
                keep_name(one, mention.key, "original")
            perform(one, "sign")
    transaction.commit()
    address = f"{second.absolute_url()}/@thread"
    story.ask("thread", "lead", "GET", address)
    story.ask("thread-superseded", "lead", "POST", address, {})
