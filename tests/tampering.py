"""Ways to tamper with the rows of a ledger, for somebody who has taken the triggers away.

The sample they are made for: 1 to 6 old, of which 1, 2, 4 and 5 are sealed by 7; 8 to 16 new.
"""

from copy import deepcopy
from hashlib import sha256
from welfarefiles.ledger.entry import CONTENT
from welfarefiles.ledger.entry import digest_of
from welfarefiles.ledger.entry import GENESIS
from welfarefiles.ledger.entry import hash_of
from welfarefiles.ledger.entry import json_text
from welfarefiles.ledger.verifying import SKELETON


TAMPERINGS = {}


def tampering(function):
    TAMPERINGS[function.__name__] = function
    return function


@tampering
def remove_one(ledger):
    ledger.entries.remove(ledger.entry(11))


@tampering
def remove_one_and_renumber(ledger):
    ledger.entries.remove(ledger.entry(11))
    for row in ledger.entries:
        row["number"] -= row["number"] > 11


@tampering
def remove_one_renumber_and_rechain(ledger):
    remove_one_and_renumber(ledger)
    ledger.rechain()


@tampering
def remove_the_first(ledger):
    ledger.skeletons.remove(ledger.skeleton(1))


@tampering
def remove_the_beginning(ledger):
    ledger.entries = [row for row in ledger.entries if row["number"] > 9]
    ledger.skeletons = []


@tampering
def truncate_by_one(ledger):
    ledger.entries.pop()


@tampering
def truncate_to_the_head_before(ledger):
    ledger.entries = [row for row in ledger.entries if row["number"] <= 7]


@tampering
def truncate_and_go_on(ledger):
    last = ledger.entries.pop()
    ledger.entries.append(last | {"person": "somebody else"})
    ledger.rechain()


@tampering
def remove_everything(ledger):
    ledger.entries, ledger.skeletons = [], []


@tampering
def swap_two_in_place(ledger):
    one, two = ledger.entry(11), ledger.entry(12)
    one["number"], two["number"] = 12, 11
    ledger.entries.sort(key=lambda row: row["number"])


@tampering
def swap_what_two_say(ledger):
    one, two = ledger.entry(11), ledger.entry(12)
    for name in (*CONTENT, "digest"):
        one[name], two[name] = two[name], one[name]


@tampering
def reorder_the_lines(ledger):
    ledger.entries[4], ledger.entries[5] = ledger.entries[5], ledger.entries[4]


@tampering
def put_one_in_between(ledger):
    ledger.entries.insert(5, ledger.entry(11) | {"person": "invented"})


@tampering
def put_one_in_between_and_renumber(ledger):
    new = ledger.entry(11) | {"person": "invented"}
    for row in ledger.entries:
        row["number"] += row["number"] >= 11
    ledger.entries.append(new)
    ledger.entries.sort(key=lambda row: row["number"])


@tampering
def put_one_in_between_renumber_and_rechain(ledger):
    put_one_in_between_and_renumber(ledger)
    ledger.rechain()


@tampering
def append_one_without_its_place(ledger):
    ledger.entries.append(ledger.entry(11) | {"number": 17})


@tampering
def replay_one_at_the_end_with_its_hash_made_right(ledger):
    again = ledger.entry(11) | {"number": 17}
    parts = (17, again["moment"], again["kind"], again["digest"])
    ledger.entries.append(again | {"hash": hash_of(*parts, again["previous"])})


@tampering
def repeat_one(ledger):
    ledger.entries.insert(5, dict(ledger.entries[4]))


@tampering
def repeat_a_stretch(ledger):
    ledger.entries += [row | {"number": row["number"] + 5} for row in ledger.entries[-5:]]


@tampering
def leave_a_gap_at_the_end(ledger):
    ledger.entry(16)["number"] = 18


@tampering
def splice_in_an_end_from_another_ledger(ledger):
    theirs = deepcopy(ledger)
    theirs.entry(8)["person"] = "elsewhere"
    theirs.rechain()
    ledger.entries = ledger.entries[:6] + theirs.entries[6:]


@tampering
def splice_in_a_middle_from_another_ledger(ledger):
    theirs = deepcopy(ledger)
    theirs.entry(10)["person"] = "elsewhere"
    theirs.rechain()
    ledger.entries[5:8] = theirs.entries[5:8]


@tampering
def splice_in_another_ledger_as_a_whole(ledger):
    ledger.entry(8)["person"] = "elsewhere"
    ledger.rechain()


@tampering
def rewrite_history_from_the_first_entry(ledger):
    ledger.entry(3)["about"] = "somebody else"
    ledger.rechain()
    ledger.reseal()
    ledger.rechain()


@tampering
def rewrite_the_time_of_the_last(ledger):
    ledger.entry(16)["moment"] = "2026-11-16T10:50:00.000000Z"
    ledger.rechain()


@tampering
def rewrite_one_and_its_hashes_only(ledger):
    entry = ledger.entry(11)
    entry["person"] = "somebody else"
    entry["digest"] = digest_of(entry[name] for name in CONTENT)
    parts = (11, entry["moment"], entry["kind"], entry["digest"])
    entry["hash"] = hash_of(*parts, entry["previous"])


@tampering
def start_the_chain_anew_in_the_middle(ledger):
    ledger.entry(11)["previous"] = GENESIS


@tampering
def move_text_from_one_column_to_the_next(ledger):
    entry = ledger.entry(11)
    entry["person"], entry["through"] = entry["person"] + entry["through"], ""


@tampering
def swap_two_columns(ledger):
    entry = ledger.entry(11)
    entry["person"], entry["about"] = entry["about"], entry["person"]


@tampering
def write_the_same_in_another_form(ledger):
    entry = ledger.entry(11)
    entry["detail"] = entry["detail"].replace(":", ": ")


@tampering
def write_hashes_in_capitals(ledger):
    entry = ledger.entry(11)
    entry["digest"] = entry["digest"].upper()


@tampering
def leave_a_column_out(ledger):
    del ledger.entry(11)["reason"]


@tampering
def add_a_column(ledger):
    ledger.entry(11)["remark"] = "harmless"


@tampering
def hide_a_change_as_if_it_were_sealed(ledger):
    change = ledger.entry(9)
    ledger.entries.remove(change)
    ledger.skeletons.append({name: change.get(name, 7) for name in SKELETON})


@tampering
def hide_a_new_view_as_if_it_were_sealed(ledger):
    view = ledger.entry(8)
    ledger.entries.remove(view)
    ledger.skeletons.append({name: view.get(name, 7) for name in SKELETON})


@tampering
def hide_a_change_under_a_seal_of_its_own(ledger):
    """All right but for the kind, which the chain has kept."""
    change = ledger.entry(6)
    seal = ledger.entry(7) | {"number": 17, "previous": ledger.entry(16)["hash"]}
    lines = f"6 {change['hash']}\n"
    said = {"count": 1, "skeletons": sha256(lines.encode()).hexdigest()}
    ledger.entries.remove(change)
    ledger.entries.append(seal | {"detail": json_text(said)})
    ledger.skeletons.append({name: change.get(name, 17) for name in SKELETON})
    ledger.rechain(17)


@tampering
def hide_a_young_view_under_a_seal_of_its_own(ledger):
    view = ledger.entry(8)
    seal = ledger.entry(7) | {"number": 17, "moment": ledger.entry(16)["moment"]}
    said = {"count": 1, "skeletons": sha256(f"8 {view['hash']}\n".encode()).hexdigest()}
    ledger.entries.remove(view)
    ledger.entries.append(seal | {"detail": json_text(said)})
    ledger.skeletons.append({name: view.get(name, 17) for name in SKELETON})
    ledger.rechain(17)


@tampering
def call_a_change_a_view_and_seal_it(ledger):
    hide_a_change_under_a_seal_of_its_own(ledger)
    ledger.skeleton(6)["kind"] = "view"


@tampering
def remove_what_is_left_of_one_sealed_entry(ledger):
    ledger.skeletons.remove(ledger.skeleton(4))


@tampering
def remove_what_is_left_of_all_sealed_entries(ledger):
    ledger.skeletons = []


@tampering
def remove_the_seal(ledger):
    ledger.entries.remove(ledger.entry(7))


@tampering
def make_the_seal_something_else(ledger):
    ledger.entry(7)["action"] = "file.changed"
    ledger.rechain(7)


@tampering
def make_the_seal_name_fewer(ledger):
    seal = ledger.entry(7)
    seal["detail"] = seal["detail"].replace('"count":4', '"count":3')
    ledger.rechain(7)


@tampering
def let_sealed_entries_name_another_entry_as_their_seal(ledger):
    for row in ledger.skeletons:
        row["seal"] = 9


@tampering
def let_a_sealed_entry_name_one_before_it(ledger):
    ledger.skeleton(5)["seal"] = 3


@tampering
def replace_what_is_left_and_reseal(ledger):
    ledger.skeleton(4)["digest"] = "1" * 64
    ledger.rechain()
    ledger.reseal()
    ledger.rechain()


@tampering
def turn_a_sealed_entry_back_into_an_invented_one(ledger):
    skeleton = ledger.skeleton(4)
    ledger.skeletons.remove(skeleton)
    known = {name: skeleton[name] for name in ("number", "moment", "kind", "digest", "hash")}
    previous = ledger.entry(3)["hash"]
    ledger.entries.insert(1, ledger.entry(3) | known | {"previous": previous})


@tampering
def keep_a_sealed_entry_as_well(ledger):
    ledger.skeletons.append({name: ledger.entry(16).get(name, 17) for name in SKELETON})


@tampering
def forge_a_head(ledger):
    ledger.heads[1] = ledger.heads[1].__class__(7, "2" * 64, "forged")
