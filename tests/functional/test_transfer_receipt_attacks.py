"""The page of a one-time link under attack: one answer to every wrong way, and no change."""

from dataclasses import replace
from datetime import timedelta
from lxml import html
from tests import moving
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from unittest import mock
from urllib.parse import urlencode
from welfarefiles.accounts import failures
from welfarefiles.calendars import london
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.packs import passphrases
from welfarefiles.packs import spool
from welfarefiles.people.team import school_of
from welfarefiles.receipts import confirming
from welfarefiles.receipts import receiving
from welfarefiles.sending import sending
from welfarefiles.transfer import links
from welfarefiles.transfer import steps
from welfarefiles.transfer.steps import PackNote
from welfarefiles.transfer.store import transfers_of

import itertools
import pytest
import re
import transaction
import uuid


PACK = b"the encrypted pack" * 1000
WRONG = "This did not work"
RECEIVER = {"name": "R. Ashdown", "role": "DSL", "school": "Elmhurst", "address": "r@elm.example"}
ADDRESSES = (f"198.51.{one >> 8}.{one & 255}" for one in itertools.count(1))


class Sent:
    """A transfer that was sent, its link and its code."""

    def __init__(self, school):
        self.school = school
        file = make_complete_file(school, family_name=f"Zephyrine{uuid.uuid4().hex}")
        transfer = moving.prepared(file)
        note = PackNote(uuid.uuid4().hex, london.now(), "lead", "a" * 64, "b" * 64, len(PACK))
        transfer = steps.built(steps.handed_over(transfer, "lead", london.now()), note)
        spool.write(note.id, spool.PACK, lambda out: out.write(PACK))
        passphrases.make(school, note.id)
        transfers_of(school).keep(transfer)
        token = links.new_token()
        with signed_in("lead"), mock.patch.object(links, "new_token", return_value=token):
            self.first, secrets = sending.send(school, transfer)
        self.token, self.code, self.file = token, secrets.code, file
        transaction.commit()

    @property
    def now(self):
        transaction.begin()
        return transfers_of(self.school).get(self.first.id)

    def keep(self, transfer):
        transfers_of(self.school).keep(transfer)
        transaction.commit()

    def calm(self):
        """Forget the wrong codes so far."""
        failures.forget(f"transfer link {links.hash_of(self.token)}")


class Browser:
    """Somebody without an account, each from an address of their own."""

    def __init__(self):
        self.direct = Direct()
        self.address = next(ADDRESSES)
        self.cookie = ""

    def ask(self, link, method="GET", fields=None, **headers):
        query = urlencode({"link": link}, doseq=True)
        body = urlencode(fields, doseq=True).encode() if fields is not None else b""
        headers = {"REMOTE_ADDR": self.address, "HTTP_COOKIE": self.cookie, **headers}
        if body:
            headers["CONTENT_TYPE"] = FORM
        got = self.direct.ask(f"/plone/@@receipt?{query}", method, body=body, **headers)
        held = re.match(r'__wf_receipt="?([^";]+)', got.headers.get("set-cookie", ""))
        if held:
            self.cookie = f"__wf_receipt={held[1]}"
        return got

    def send(self, link, **fields):
        page = html.fromstring(self.ask(link).body)
        token = page.xpath("//input[@name='_authenticator']/@value")
        return self.ask(link, "POST", {"_authenticator": token[:1], **fields})

    def opened(self, sent):
        self.send(sent.token, do="open", code=sent.code)
        assert self.cookie
        return self

    def identified(self, sent):
        self.opened(sent).send(sent.token, do="identify", **RECEIVER)
        assert sent.now.link.receiver
        return self


@pytest.fixture
def school(http):
    make_people(http["portal"])
    return make_staffed_school(http["portal"])


@pytest.fixture
def sent(school):
    return Sent(school)


def plain(body):
    """A page without what differs in every one: its tokens and the link."""
    text = re.sub(r'name="_authenticator"[^>]*', "", body.decode())
    return re.sub(r"link=[^\"]*", "", text)


def revoked(sent):
    with signed_in("lead"):
        sending.revoke(school_of(sent.file), sent.now)
    transaction.commit()


def expired(sent):
    link = replace(sent.now.link, expires=london.now() - timedelta(seconds=1))
    sent.keep(replace(sent.now, link=link))


def used(sent):
    receipt = steps.Receipt("A", "B", "C", "d@e.example", london.now())
    with signed_in("office"):
        confirming.confirm(sent.school, sent.now, "1", receipt, "transfer.confirmed")
    transaction.commit()


def withdrawn(sent):
    sent.keep(steps.withdrawn(sent.now, "lead", "Wrong school"))


@pytest.mark.parametrize("ended", [revoked, expired, used, withdrawn])
def test_links_that_are_over_look_like_those_there_never_were(school, sent, ended):
    ended(sent)
    browser, never = Browser(), links.new_token()
    assert plain(browser.ask(sent.token).body) == plain(Browser().ask(never).body)
    there, not_there = (Browser().send(one, do="open", code=sent.code)
                        for one in (sent.token, never))  # fmt: skip
    assert WRONG in there.body.decode()
    assert plain(there.body) == plain(not_there.body)
    assert there.status == not_there.status
    assert "set-cookie" not in there.headers or "__wf_receipt" not in there.headers["set-cookie"]


def test_no_guess_opens_a_link(school, sent):
    other = Sent(school)
    token, code = sent.token, sent.code
    flipped = ("A" if token[0] != "A" else "B") + token[1:]
    attempts = [
        (flipped, code),
        (token[:-1], code),
        (token + "A", code),
        (token.swapcase(), code),
        ("", code),
        ([token, token], code),
        ("A" * 5000, code),
        (token + "\r\nSet-Cookie: x=y", code),
        (token + "\0", code),
        ("../" + token, code),
        ("\u202e" + token, code),
        (links.hash_of(token), code),
        (other.token, code),
        (token, other.code),
        (token, ""),
        (token, "AAAA-AAAA"),
        (token, [code, code]),
        (token, code * 500),
        (token, code[:-1]),
        (token, code + "\r\n\r\n<p>"),
        (token, "' or 1=1 --"),
        (token, sent.now.link.code_hash),
    ]
    before = sent.now, other.now
    answers = set()
    for link, said in attempts:
        got = Browser().send(link, do="open", code=said)
        assert got.status == 200, (link, said)
        assert "__wf_receipt" not in got.headers.get("set-cookie", "")
        answers.add(plain(got.body))
        for one in (sent, other):
            one.calm()
    assert len(answers) == 1
    assert WRONG in answers.pop()
    assert (sent.now, other.now) == before
    found = entries(Filter(file_uid=sent.file.UID(), actions=("transfer.refused",)), limit=100)
    assert len(found) >= 8
    assert {entry.through for entry in found} == {"link"}


def test_a_mistyped_code_can_be_typed_again(sent):
    browser = Browser()
    browser.send(sent.token, do="open", code="AAAA-AAAA")
    assert not browser.cookie
    browser.send(sent.token, do="open", code=sent.code.lower().replace("-", " "))
    assert browser.cookie


def test_a_handful_of_wrong_codes_closes_the_link_for_a_while(sent):
    for _try in range(failures.ALLOWED + 1):
        Browser().send(sent.token, do="open", code="AAAA-AAAA")
    late = Browser()
    assert WRONG in late.send(sent.token, do="open", code=sent.code).body.decode()
    assert not late.cookie
    sent.calm()
    assert late.opened(sent).cookie


def test_one_address_cannot_try_many_links(sent):
    browser = Browser()
    for _try in range(failures.ALLOWED_FROM_ADDRESS + 1):
        browser.send(links.new_token(), do="open", code="AAAA-AAAA")
    browser.send(sent.token, do="open", code=sent.code)
    assert not browser.cookie
    assert Browser().opened(sent)


def test_nothing_is_to_be_had_without_the_code(school, sent):
    other = Sent(school)
    elsewhere = Browser().identified(other)
    before = sent.now
    cookies = ("", "__wf_receipt=", "__wf_receipt=" + "A" * 43, "__ac=x", elsewhere.cookie,
               f"__wf_receipt={sent.token}", f"__wf_receipt={sent.code}")  # fmt: skip
    steps_of = ({"do": "fetch"}, {"do": "confirm", "part": "1"}, {"do": "identify", **RECEIVER})
    for cookie, fields in itertools.product(cookies, steps_of):
        browser = Browser()
        browser.cookie = cookie
        got = browser.send(sent.token, **fields)
        assert WRONG in got.body.decode(), (cookie, fields)
        assert PACK not in got.body
    assert sent.now == before


def test_an_open_page_ends_after_two_hours(sent):
    browser = Browser().identified(sent)
    link = replace(sent.now.link, session_until=london.now() - timedelta(seconds=1))
    sent.keep(replace(sent.now, link=link))
    assert WRONG in browser.send(sent.token, do="fetch").body.decode()


def test_only_forms_do_anything(sent):
    browser = Browser().identified(sent)
    before = sent.now
    for method in ("GET", "HEAD"):
        got = browser.direct.ask(
            f"/plone/@@receipt?link={sent.token}&do=fetch", method,
            HTTP_COOKIE=browser.cookie, HTTP_RANGE="bytes=0-10",
        )  # fmt: skip
        assert got.status == 200
        assert PACK[:11] not in got.body
    for method in ("PUT", "DELETE", "PATCH", "PROPFIND", "OPTIONS", "TRACE"):
        assert browser.ask(sent.token, method, {"do": "confirm", "part": "1"}).status >= 400
    foreign = browser.ask(sent.token, "POST", {"do": "confirm", "part": "1"},
                          HTTP_ORIGIN="https://evil.example")  # fmt: skip
    assert foreign.status >= 400
    for fields in ({"do": "drop"}, {"do": ["confirm", "fetch"], "part": "1"}, {"do": "__class__"}):
        browser.send(sent.token, **fields)
    assert sent.now == before


def test_parts_that_are_not_there_cannot_be_confirmed(sent):
    browser = Browser().opened(sent)
    assert WRONG in browser.send(sent.token, do="confirm", part="1").body.decode()
    browser.send(sent.token, do="identify", **RECEIVER)
    for part in ("2", "0", "-1", "01", "1\r\nX", "../1", "", ["1", "1"], "1" * 5000, "١"):
        browser.send(sent.token, do="confirm", part=part)
        assert sent.now.receipts == {}, part


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "A" * 201),
        ("role", " \t "),
        ("school", "A" * 100_000),
        ("address", "nobody"),
        ("address", "a@b"),
        ("address", "a@b.example\r\nBcc: c@d.example"),
        ("address", "a@b.example, c@d.example"),
        ("address", "ä@b.example"),
    ],
)
def test_a_receiver_who_cannot_be_is_refused(sent, field, value):
    browser = Browser().opened(sent)
    browser.send(sent.token, do="identify", **{**RECEIVER, field: value})
    assert sent.now.link.receiver == {}


def test_what_a_receiver_types_is_text_and_no_more(school, sent):
    browser = Browser().opened(sent)
    name = "<script>alert(1)</script>\r\nX: y"
    shown = browser.send(sent.token, do="identify", **{**RECEIVER, "name": name})
    shown = browser.ask(sent.token)
    assert "<script>alert" not in shown.body.decode()
    assert "\n" not in sent.now.link.receiver["name"]


def test_the_pack_is_fetched_a_number_of_times_and_confirmed_once(sent):
    browser = Browser().identified(sent)
    got = browser.send(sent.token, do="fetch")
    assert got.body == PACK
    assert "no-store" in got.headers["cache-control"]
    assert "Zephyrine" not in got.headers["content-disposition"]
    sent.keep(replace(sent.now, link=replace(sent.now.link, downloads=receiving.MOST)))
    assert WRONG in browser.send(sent.token, do="fetch").body.decode()
    browser.send(sent.token, do="confirm", part="1")
    first = sent.now.receipts["1"]
    assert WRONG in browser.send(sent.token, do="confirm", part="1").body.decode()
    assert sent.now.receipts == {"1": first}
    assert spool.pack_path(sent.first.pack.id) is None
