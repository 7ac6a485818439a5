"""The requests of docs/rest about other children: named in a record, and one contact for two."""

from tests.restexamples import CHILD


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
