"""The control login against small IMAP and POP3 servers on loopback."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from mailmend.facts import MailboxDialogue
from mailmend.probes import mailbox_talk
from mailmend.probes.budget import Budget, LoginBudget
from mailmend.probes.mailbox_login import log_in
from mailmend.probes.mailbox_talk import MailboxPlan
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.mail_store import Imap, Pop3
from tests.probes.small_servers import Handler, listening, script
from tests.probes.world import LedNet, small_world

HOST, IP, ADDRESS, WORD = "imap.hosting.test", "192.0.2.26", "alice@customer.test", "correct horse"
IMAPS = MailboxPlan(protocol="imap", host=HOST, address=IP, port=993, mode="tls", username=ADDRESS)
IMAP = replace(IMAPS, port=143, mode="starttls")
POP3S = replace(IMAPS, protocol="pop3", port=995)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers here answer at once or never."""
    monkeypatch.setattr(mailbox_talk, "STEP_S", 0.5)


def imap(**habits: Any) -> Imap:
    """A good IMAP server for alice, but for these habits."""
    return Imap(server_context(HOST), {ADDRESS: WORD}, **habits)


def pop3(**habits: Any) -> Pop3:
    """A good POP3 server for alice, but for these habits."""
    return Pop3(server_context(HOST), {ADDRESS: WORD}, **habits)


async def hold(
    handler: Handler, plan: MailboxPlan, word: str | None = WORD, budget: Budget | None = None
) -> MailboxDialogue:
    """The dialogue of the plan with that server."""
    context = getattr(handler, "context", None) if plan.mode == "tls" else None
    async with listening(handler, context) as port:
        world = small_world(LedNet({(IP, plan.port): port}))
        secret = Secret(word) if word is not None else None
        _, held = await log_in(plan, world, secret, budget or Budget())
    assert isinstance(held, MailboxDialogue)
    return held


def run(handler: Handler, plan: MailboxPlan = IMAPS, word: str | None = WORD) -> MailboxDialogue:
    """The same from a plain test."""
    return asyncio.run(hold(handler, plan, word))


@pytest.mark.parametrize("plan", [IMAPS, IMAP])
def test_the_right_password_opens_the_mailbox(plan: MailboxPlan) -> None:
    """Over TLS at once and over STARTTLS, with the quota of the inbox."""
    held = run(imap(greeting="* OK ready"), plan)
    assert held.login == "accepted"
    assert held.quota_percent == 89
    assert held.tls is not None
    assert held.tls.verified
    assert WORD not in repr(held)


def test_the_login_and_the_quota_go_out_in_one_flight() -> None:
    """LOGIN, GETQUOTAROOT and LOGOUT; CAPABILITY was in the greeting."""
    server = imap()
    run(server)
    assert server.verbs == ["AUTHENTICATE", "GETQUOTAROOT", "LOGOUT"]


@pytest.mark.parametrize(
    ("inside", "verb"),
    [
        ("IMAP4rev1", "LOGIN"),
        ("IMAP4rev1 AUTH=PLAIN", "LOGIN"),
        ("IMAP4rev1 LOGINDISABLED AUTH=PLAIN", "AUTHENTICATE"),
    ],
)
def test_the_login_command_follows_the_capabilities(inside: str, verb: str) -> None:
    """LOGIN where it may be used, AUTHENTICATE PLAIN otherwise."""
    server = imap(greeting="* OK ready", inside=inside)
    assert run(server).login == "accepted"
    assert verb in server.verbs


@pytest.mark.parametrize("word", ['say "hi" \\ there', "pässwörd"])
def test_any_password_is_carried(word: str) -> None:
    """Quotes are escaped; other letters go by AUTHENTICATE."""
    server = Imap(
        server_context(HOST),
        {ADDRESS: word},
        greeting="* OK ready",
        inside="IMAP4rev1 AUTH=PLAIN",
    )
    assert run(server, word=word).login == "accepted"


def test_a_wrong_password_is_refused_with_its_code() -> None:
    """RFC 5530."""
    held = run(imap(), word="wrong")
    assert held.login == "refused"
    assert held.code == "AUTHENTICATIONFAILED"
    assert held.text == "Authentication failed."


@pytest.mark.parametrize(
    ("refusal", "login", "code"),
    [
        ("NO [UNAVAILABLE] Temporary authentication failure.", "unavailable", "UNAVAILABLE"),
        ("NO [CONTACTADMIN] suspended", "refused", "CONTACTADMIN"),
        ("NO [EXPIRED] change it", "refused", "EXPIRED"),
        ("NO [REFERRAL imap://other.test/] moved", "refused", "REFERRAL"),
        ("NO wrong", "refused", ""),
        ("BAD what", "unavailable", ""),
    ],
)
def test_refusals_are_told_apart(refusal: str, login: str, code: str) -> None:
    """A backend that is down is no wrong password; a referral is not followed."""
    held = run(imap(refusal=refusal), word="wrong")
    assert (held.login, held.code) == (login, code)


def test_only_the_tagged_answer_counts() -> None:
    """An untagged OK before it is no success, and an alert is only kept."""
    server = imap(untagged="* OK [ALERT] l OK Logged in")
    held = run(server, word="wrong")
    assert held.login == "refused"
    assert "ALERT" in held.raw


@pytest.mark.parametrize(
    ("habits", "plan", "why"),
    [
        ({"greeting": "* PREAUTH hello"}, IMAP, "PREAUTH"),
        ({"greeting": "* BYE too busy"}, IMAP, "too busy"),
        ({"greeting": "* OK ready", "clear": "IMAP4rev1"}, IMAP, "STARTTLS"),
        ({"greeting": "* OK ready", "inside": "IMAP4rev1 LOGINDISABLED"}, IMAP, "no login"),
        ({"greeting": "* OK ready", "injected": b"* OK [CAPABILITY X] hi\r\n"}, IMAP, "injected"),
        ({}, replace(IMAPS, host="other.test"), "certificate"),
        ({}, replace(IMAP, mode="plain"), "without TLS"),
        ({}, replace(IMAPS, username=""), "user name"),
    ],
)
def test_nothing_is_logged_in_where_it_is_not_safe(
    habits: dict[str, Any], plan: MailboxPlan, why: str
) -> None:
    """Each reason has its words; no password goes out."""
    server = imap(**{"greeting": "* OK ready"} | habits)
    held = run(server, plan)
    assert held.login == "not-tried"
    assert why in held.why_not
    assert not {"LOGIN", "AUTHENTICATE"} & set(server.verbs)


def test_capabilities_from_before_tls_are_forgotten() -> None:
    """What was said in clear may have been said by anybody."""
    held = run(imap(greeting="* OK [CAPABILITY IMAP4rev1 STARTTLS EVIL] hi"), IMAP)
    assert "EVIL" not in held.capabilities
    assert held.login == "accepted"


def test_without_a_password_the_server_is_still_seen() -> None:
    """Greeting, TLS and capabilities."""
    held = run(imap(), word=None)
    assert held.login == "not-tried"
    assert held.tls is not None
    assert "AUTH=PLAIN" in held.capabilities


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"220 smtp\r\n",
        b"* OK {4294967290}\r\n",
        b"* OK a\0b\r\n",
        b"* OK " + b"(" * 9000 + b"\r\n",
        b"* OK hi\r\n" + b"* 1 EXISTS\r\n" * 2000,
    ],
)
def test_a_server_that_is_no_imap_server_ends_it(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence, another protocol, floods and lies: a reason in words, no login."""
    monkeypatch.setattr("mailmend.probes.imap_session.GREETING_S", 0.3)
    held = run(script(said), IMAP)
    assert held.login == "not-tried"
    assert held.why_not


def test_a_login_that_is_cut_off_counts_against_the_budget() -> None:
    """The server may have counted it."""

    async def twice() -> list[str]:
        budget = Budget(LoginBudget(1))
        cut = imap(refusal="")
        first = await hold(cut, IMAPS, "wrong", budget)
        second = await hold(imap(), IMAPS, "wrong", budget)
        return [first.login, second.login, second.why_not]

    first, second, why = asyncio.run(twice())
    assert first in ("lost", "refused")
    assert second == "not-tried"
    assert "refused logins already" in why


@pytest.mark.parametrize("plan", [POP3S, replace(POP3S, port=110, mode="starttls")])
def test_pop3_opens_with_the_right_password(plan: MailboxPlan) -> None:
    """Over TLS at once and over STLS."""
    held = run(pop3(), plan)
    assert held.login == "accepted"
    assert WORD not in repr(held)


@pytest.mark.parametrize(
    ("refusal", "login", "code"),
    [
        ("-ERR [AUTH] no", "refused", "AUTH"),
        ("-ERR no", "refused", ""),
        ("-ERR [SYS/TEMP] later", "unavailable", "SYS/TEMP"),
        ("-ERR [IN-USE] locked", "accepted", "IN-USE"),
    ],
)
def test_pop3_refusals_are_told_apart(refusal: str, login: str, code: str) -> None:
    """RFC 3206; a mailbox in use has taken the password (RFC 2449 section 8.1.1)."""
    held = run(pop3(refusal=refusal), POP3S, word="wrong")
    assert (held.login, held.code) == (login, code)


def test_pop3_without_user_logs_in_by_sasl() -> None:
    """AUTH PLAIN with an initial response."""
    server = pop3(capa=("SASL PLAIN",))
    assert run(server, POP3S).login == "accepted"
    assert any(line.startswith("AUTH PLAIN ") for line in server.heard)


def test_pop3_without_stls_is_not_logged_in() -> None:
    """The password never goes out in clear."""
    server = pop3(capa=("USER",))
    held = run(server, replace(POP3S, port=110, mode="starttls"))
    assert "STLS" in held.why_not
    assert not any(line.startswith(("PASS", "AUTH")) for line in server.heard)


def test_pop3_capabilities_without_end_are_cut() -> None:
    """A hundred lines."""
    held = run(pop3(capa=tuple(f"X{n}" for n in range(5000))), POP3S)
    assert held.login == "not-tried"
    assert "more than can be read" in held.why_not
