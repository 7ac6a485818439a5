"""The people of a front sheet: who may be written to, and in which capacity (R032).

No Plone here.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any
from welfarefiles.files.identity import normalise_name

import hashlib
import re


def parents_to_write_to(people: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those with parental responsibility who may be contacted, each once."""
    return _once(one for one in people if one.get("parental_responsibility") and _reachable(one))


def professionals_to_write_to(people: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those marked as professionals who may be contacted, each once."""
    return _once(one for one in people if one.get("professional") and _reachable(one))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words in a relation that make somebody a parent or carer, and those that make it their work.
FAMILY = _words(
    "mother mum mummy father dad daddy parent parents carer carers guardian stepmother stepfather "
    "stepmum stepdad stepparent foster grandmother grandfather grandparent grandparents gran nan "
    "nana grandma granddad grandad grandpa aunt auntie uncle"
)
WORK = _words(
    "worker officer nurse doctor gp teacher psychologist counsellor therapist solicitor adviser "
    "advisor manager coordinator guardian's"
)
TITLES = _words("mr mrs ms miss mx dr")


def carers(people: Iterable[Mapping[str, Any]]) -> list[str]:
    """Names of the parents and carers, each once: no professional, no brother or sister."""
    found = (_untitled(one.get("name") or "") for one in people if _is_carer(one))
    return list(dict.fromkeys(name for name in found if name))


def _untitled(name):
    words = name.split()
    while words and words[0].lower().rstrip(".") in TITLES:
        words = words[1:]
    return " ".join(words)


def _is_carer(person):
    if person.get("professional"):
        return False
    said = set(re.findall(r"[a-z']+", (person.get("relation") or "").lower()))
    return bool(person.get("parental_responsibility") or said & FAMILY) and not said & WORK


def person_key(person: Mapping[str, Any]) -> str:
    """16 hexadecimal digits for a person of a front sheet; tells nothing of the name."""
    said = "\0".join(normalise_name(person.get(field)) for field in ("name", "relation"))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


#: What people write for the child's own address.
SAME = {
    normalise_name(said)
    for said in ("as the child", "as child", "same", "same address", "same as child", "as above")
}


def address_of(person: Mapping[str, Any], of_child: str | None) -> str:
    """Where a letter to a person goes; "" where nobody has written it down.

    Never a guess: the child's own address only for who is said to live there (R032).
    """
    own = (person.get("address") or "").strip()
    return (of_child or "").strip() if normalise_name(own) in SAME else own


def _reachable(person):
    return bool((person.get("name") or "").strip() and person.get("may_be_contacted"))


def _once(people):
    return list({person_key(one): one for one in people}.values())
