"""What was read on a server, each fact in one line of plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.apps.render.server_words import server_words
from mailmend.facts import (
    CertificateServed,
    FirewallDecision,
    NameOverride,
    RestrictionTrace,
    ServerAccount,
    ServerFact,
)
from tests.causes.test_on_server import (
    ACCOUNT,
    HEALTHY,
    LOGINS,
    NAMES,
    ON_DISK,
    RELAY,
    served,
    waiting,
)

SHUT = FirewallDecision(
    port=587,
    family="ipv4",
    accepted=False,
    rule="chain INPUT: policy DROP",
    software="ufw",
    file="/etc/default/ufw",
    line=11,
)
REFUSED = RestrictionTrace(
    software="postfix",
    service="submission",
    port=587,
    client="",
    sender="",
    recipient="",
    decision="reject",
    setting="smtpd_sender_restrictions",
    rule="check_sender_access hash:/x",
    text="not here",
    entry="a.test REJECT not here",
    entry_place="/x:3",
)


@pytest.mark.parametrize("fact", HEALTHY, ids=lambda fact: fact.kind)
def test_every_kind_of_fact_has_words_of_its_own(fact: ServerFact) -> None:
    """None falls back to its bare kind."""
    words = server_words(fact)
    assert words
    assert not words.startswith(f"{fact.kind}:")


def served_stale() -> CertificateServed:
    """A certificate that is not the one on disk."""
    return served(465, name="m.test", stale=True)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (SHUT, "packet filter of ufw, port 587 by ipv4: shut out by chain INPUT: policy DROP"),
        (REFUSED, "check_sender_access hash:/x not here (/x:3: a.test REJECT not here)"),
        (waiting("login"), "3 messages. 3 wait: said: 535 5.7.8 no"),
        (replace(RELAY, credentials="missing"), "mail.relay.example port 587, no login on file"),
        (replace(LOGINS, problem="not-compiled"), "hash:/etc/postfix/sasl_passwd: not compiled"),
        (replace(ACCOUNT, password=False), "there, password refused"),
        (replace(ACCOUNT, bar="disabled", reason="unpaid"), "barred (disabled) unpaid"),
        (ServerAccount(address="a@b", known=None), "account a@b: not to be told"),
        (replace(ON_DISK, key_fits=False, dates="expired"), "expired, the key is another's"),
        (served_stale(), "port 465 presents as m.test: until 2026-12-31, not the one on disk"),
        (replace(NAMES, answers=False), "name servers 198.51.100.54: answer nothing"),
        (NameOverride(name="a", here=("1",), outside=("2",)), "a is 1 here and 2 in DNS"),
    ],
)
def test_what_matters_is_in_the_words(fact: ServerFact, words: str) -> None:
    """The rule, its owner, the state, the reason."""
    assert words in server_words(fact)
