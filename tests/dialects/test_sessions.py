"""Which sessions are the person's own, which only claim to be, and which are left aside."""
# ruff: noqa: E501

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from time import process_time

import pytest

from mailmend.case import Device
from mailmend.dialects import read_event
from mailmend.dialects._redact import redacted
from mailmend.dialects.sessions import Sessions
from mailmend.facts import LoggedFault, LoggedSession
from tests.dialects.logs import ALICE, ERIN, LOGS, OLGA, WRITTEN, facts_of, recorded, sending

PHONE, STRANGER = "203.0.113.10", "198.51.100.66"


def stranger(text: str) -> str:
    """The sessions for sending as if they came from somewhere else; reading stays as it is."""
    lines = text.splitlines(keepends=True)
    return "".join(line.replace(PHONE, STRANGER) if "postfix/" in line else line for line in lines)


def reads_mail(user: str, client: str) -> str:
    """A line of an accepted login for reading."""
    return f"Nov 25 00:10:00 mail dovecot: imap-login: Login: user=<{user}>, method=PLAIN, rip={client}, lip=192.0.2.1, mpid=3, TLS, session=<{user}>\n"


def test_a_session_from_elsewhere_only_claims_to_be_the_persons() -> None:
    """Anybody may give that address as the sender."""
    found = sending(facts_of(stranger(recorded("username_blank"))))
    assert found.tie == "claimed"


def test_a_session_that_names_nobody_and_comes_from_elsewhere_is_left_aside() -> None:
    """A failed handshake of a stranger is no news of this person."""
    facts = facts_of(stranger(recorded("tls_at_once_on_587")))
    assert not facts.of(LoggedSession, lambda one: one.protocol == "smtp")


def test_without_a_login_for_reading_nothing_is_the_persons_own() -> None:
    """The address alone proves nothing."""
    lines = recorded("username_blank").splitlines(keepends=True)
    found = sending(facts_of("".join(line for line in lines if "dovecot" not in line)))
    assert found.tie == "claimed"


def test_an_address_that_many_share_owns_no_nameless_session() -> None:
    """Behind a carrier's or a container's gateway the next handshake is somebody else's."""
    others = "".join(reads_mail(f"u{n}@customer.test", PHONE) for n in range(3))
    facts = facts_of(others + recorded("tls_at_once_on_587"))
    assert not facts.of(LoggedSession, lambda one: one.protocol == "smtp")


def test_a_container_gateway_owns_nothing() -> None:
    """A private address that many log in from stands for any client."""
    others = "".join(reads_mail(f"u{n}@customer.test", PHONE) for n in range(3))
    text = (others + recorded("username_blank")).replace(PHONE, "172.17.0.1")
    assert sending(facts_of(text)).tie == "claimed"


def test_loopback_owns_nothing() -> None:
    """Webmail on the server logs in for everybody."""
    text = recorded("username_blank").replace(PHONE, "127.0.0.1")
    assert sending(facts_of(text)).tie == "claimed"


def test_a_session_that_was_overtaken_says_so() -> None:
    """Later the account sent from the same address."""
    facts = facts_of(recorded("username_blank", "healthy_postfix"))
    first, last = facts.of(LoggedSession, lambda one: one.protocol == "smtp")
    assert (first.overtaken, last.overtaken) == (True, False)


def test_mailmends_own_probes_are_left_aside() -> None:
    """Two recipients and RSET without a message: no mail program does that."""
    text = recorded("username_blank").replace("rcpt=0/1 quit=1", "rcpt=1/2 rset=1 quit=1")
    assert not facts_of(text).of(LoggedSession, lambda one: one.protocol == "smtp")


def test_several_connections_at_a_time_are_not_the_phones() -> None:
    """Where no counters tell, what came on several ports at once only claims to be the person's."""
    text = recorded("username_blank_exim").splitlines(keepends=True)
    again = "".join([*text, text[-1]])
    assert sending(facts_of("".join(text), ERIN)).tie == "own"
    assert sending(facts_of(again, ERIN)).tie == "claimed"
    both = recorded("username_blank_opensmtpd")
    second = both.replace("b714598484beb5e3", "b714598484beb5e4")
    assert sending(facts_of(both, OLGA)).tie == "own"
    assert sending(facts_of(both + second, OLGA)).tie == "claimed"


def test_of_an_iphone_only_the_iphones_sessions_count() -> None:
    """Another program of the same person in the same network is not the one that fails."""
    other = (
        recorded("username_blank")
        .replace("smtpclient.apple", "[192.168.0.7]")
        .replace("smtpd[1870]", "smtpd[9]")
    )
    phone = replace(ALICE, device=Device("iOS", "17.4", "Apple Mail"))
    found = facts_of(recorded("username_blank") + other, phone)
    assert {one.helo for one in found.of(LoggedSession) if one.protocol == "smtp"} == {
        "smtpclient.apple"
    }


def test_two_processes_at_once_are_kept_apart() -> None:
    """Lines of several sessions come mixed."""
    text = recorded("client_banned_fail2ban")
    found = facts_of(text + reads_mail(ALICE.address, PHONE)).of(
        LoggedSession, lambda one: one.software == "postfix"
    )
    assert len(found) >= 3
    assert all(one.login == "refused" and one.reason == "Password mismatch" for one in found)


def test_a_fault_that_the_device_met() -> None:
    """Logged within the person's own session."""
    fault = facts_of(recorded("milter_down")).first(LoggedFault)
    assert fault is not None
    assert (fault.what, fault.met_by_device, fault.mended) == ("filter", True, False)


def test_a_fault_that_somebody_else_met() -> None:
    """The same from elsewhere is a fault still, but not one this person met."""
    fault = facts_of(stranger(recorded("milter_down"))).first(LoggedFault)
    assert fault is not None
    assert fault.met_by_device is False


def test_a_fault_that_is_over() -> None:
    """A message was taken afterwards."""
    fault = facts_of(recorded("milter_down", "healthy_postfix")).first(LoggedFault)
    assert fault is not None
    assert fault.mended is True


def test_a_ban_counts_for_its_own_address_only() -> None:
    """Other people's bans are not told."""
    reads = reads_mail(ALICE.address, PHONE)
    bans = "2026-11-25 01:00:00,1 fail2ban.actions [3]: NOTICE  [postfix] Ban "
    assert facts_of(reads + bans + PHONE).first(LoggedFault) is not None
    assert facts_of(reads + bans + STRANGER).first(LoggedFault) is None


@pytest.mark.parametrize("name", sorted(path.stem for path in LOGS.glob("*.log")))
def test_no_recorded_log_shows_another_account(name: str) -> None:
    """Sessions of the account, and nobody else's."""
    facts = facts_of(recorded(name), replace(ALICE, address="nobody@elsewhere.test"))
    assert not facts.of(LoggedSession)


def test_logins_are_taken_out_of_lines() -> None:
    """AUTH payloads, answers to a challenge and passwords given to Dovecot."""
    for line in (
        'SMTP protocol error in "AUTH PLAIN c2VjcmV0c2VjcmV0" H=(p) [203.0.113.9] AUTH command used',
        'x smtp failed-command command="c2VjcmV0c2VjcmV0" result="500"',
        "auth-worker<1>: sql(a@c.test,192.0.2.1): unknown user (given password: c2VjcmV0c2VjcmV0)",
    ):
        assert "c2VjcmV0c2VjcmV0" not in redacted(line)
    assert redacted(line := "NOQUEUE: reject: RCPT from x[203.0.113.9]: 554 5.7.1 no") == line


HOSTILE = (
    "Nov 25 10:00:00 m postfix/smtpd[7]: NOQUEUE: reject: RCPT from {0}[203.0.113.9]: 554 5.7.1 {0}; from=<{0}> to=<{0}> proto=ESMTP helo=<{0}",
    "Nov 25 10:00:00 m postfix/smtpd[7]: warning: {0}[203.0.113.9]: SASL PLAIN authentication failed: {0}, sasl_username={0}",
    "2026-11-25 10:00:00 H=({0}) [203.0.113.9] X={0} F=<{0}> A={0} rejected RCPT <{0}>: {0}",
    "2026-11-25 10:00:00 SMTP protocol error in \"{0}\" H=({0}) [203.0.113.9] {0}",
    "Nov 25 10:00:00 m dovecot: imap-login: {0} ({0}): user=<{0}>, rip={0}",
    "Nov 25 10:00:00 m dovecot: auth: passwd-file({0},{0}): {0}",
    "727c5eaa14a6a2ad smtp failed-command command=\"{0}\" result=\"{0}\"",
    "Nov 25 10:00:00 m sm-mta[7]: ruleset=check_rcpt, arg1={0}, relay={0} [203.0.113.9], reject=550 {0}",
    "Nov 25 10:00:00 {0} {0}[7]: {0}",
)  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE)
@pytest.mark.parametrize("filling", ["a", "<", '"', "\\", "[", "(", " ", "=", "; from=<", " H=("])
def test_reading_takes_linear_time(shape: str, filling: str) -> None:
    """A variable field of any length and content is read in no time."""
    line = shape.format(filling * 50_000)
    start = process_time()
    for text in (line, shape.format(filling * 700), shape.format(filling * 200)):
        read_event(text, WRITTEN)
    assert process_time() - start < 2


def test_memory_stays_flat_over_many_sessions() -> None:
    """Sessions that never end and faults without number are let go."""

    def lines() -> list[str]:
        return [
            f"Nov 25 10:00:00 m postfix/smtpd[{n}]: connect from x[198.51.{n // 250 % 250}.{n % 250}]"
            for n in range(30_000)
        ]

    sessions = Sessions(ALICE)
    text = lines()
    tracemalloc.start()
    sessions.read(enumerate(text, 1), "x", WRITTEN)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 48 * 1024 * 1024


def test_a_phone_that_changes_its_ipv6_address_within_its_network_is_known() -> None:
    """Of an IPv6 address the first 64 bits stay; another network is somebody else's."""
    sent = recorded("username_blank").replace(PHONE, "2001:db8:7::1:aaaa")
    lines = [line for line in sent.splitlines(keepends=True) if "dovecot" not in line]
    same = reads_mail(ALICE.address, "2001:db8:7::2:bbbb") + "".join(lines)
    other = reads_mail(ALICE.address, "2001:db8:7:1::2") + "".join(lines)
    assert sending(facts_of(same)).tie == "own"
    assert sending(facts_of(other)).tie == "claimed"
