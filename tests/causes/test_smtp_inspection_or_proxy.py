"""Mail rewritten on the way."""

from dataclasses import replace

import pytest

from mailmend.causes.smtp_inspection_or_proxy import judge
from mailmend.change import NetworkAction
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    HOST,
    NOTHING,
    certificate,
    dialogue,
    phone,
    seen,
    session,
    step,
)
from tests.causes.build_server import encrypted


def clear(*keywords: str, greeting: str = "220 mail.hosting.test ESMTP Postfix") -> SmtpDialogue:
    """A dialogue in clear with these keywords."""
    return dialogue(
        step("ehlo", "250 mail.hosting.test", secure=False), clear=keywords, greeting=greeting
    )


@pytest.mark.parametrize(
    "talk",
    [
        clear("PIPELINING", greeting="220 ****************************************"),
        clear("PIPELINING", greeting="220 **********2*******2002***0*00"),
        clear("PIPELINING", "XXXXXXXA", "8BITMIME"),
        clear("PIPELINING", "XXXXXXXX"),
        dialogue(step("ehlo", '500 5.5.1 Command unrecognized: "XXXX"', secure=False)),
    ],
)
def test_proven_by_what_is_put_out(talk: SmtpDialogue) -> None:
    """No server greets or lists its keywords like that."""
    told = phone()
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (NetworkAction("turn-off-mail-inspection", HOST, 587),)


@pytest.mark.parametrize(
    "issuer",
    [
        "CN=Avast Web/Mail Shield Root,O=Avast Web/Mail Shield",
        "CN=FortiGate CA,O=Fortinet",
        "CN=Kaspersky Anti-Virus Personal Root Certificate",
        "CN=Zscaler Intermediate Root CA",
    ],
)
def test_proven_by_the_issuer_of_the_certificate(issuer: str) -> None:
    """The scanner signs for every server."""
    told = phone()
    leaf = replace(certificate(HOST, trusted=False, problem="private-ca"), issuer=issuer)
    assert isinstance(judge.judge(told, seen(told, encrypted(leaf))), Proven)


def test_not_by_the_same_name_on_a_trusted_certificate() -> None:
    """A maker of scanners may have a public certificate like anybody."""
    told = phone()
    leaf = replace(certificate(HOST), issuer="CN=Sophos Public Sub CA")
    assert isinstance(judge.judge(told, seen(told, encrypted(leaf))), RuledOut)


def test_likely_where_starttls_is_hidden_but_taken() -> None:
    """The server takes STARTTLS, the list of keywords does not name it."""
    told = phone()
    talk = replace(GOOD, capabilities_clear=("PIPELINING",))
    assert isinstance(judge.judge(told, seen(told, talk)), Likely)


def test_possible_where_encryption_and_login_are_missing() -> None:
    """A server without TLS looks the same from one network."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, clear("PIPELINING", "SIZE"))), Possible)


def test_not_by_a_server_that_logs_in_without_encryption() -> None:
    """A plain server of old."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, clear("AUTH PLAIN LOGIN"))), Unknown)


def test_not_by_ordinary_private_keywords() -> None:
    """XCLIENT and X-EXPS begin with X, too."""
    told = phone()
    talk = clear("XCLIENT NAME ADDR", "X-EXPS GSSAPI NTLM", "XEXCH50", "STARTTLS")
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)


def test_ruled_out_by_verified_encryption() -> None:
    """Nobody on the way can read inside it."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_likely_where_bytes_came_before_the_encryption() -> None:
    """Between the answer to STARTTLS and the handshake nobody has anything to say (RFC 3207)."""
    told = phone()
    spiked = dialogue(
        step("ehlo", "250 mail.hosting.test", secure=False), tls=session(failure="injected")
    )
    verdict = judge.judge(told, seen(told, spiked))
    assert isinstance(verdict, Likely)
    assert "before it was encrypted" in verdict.summary
    broken = dialogue(
        step("ehlo", "250 mail.hosting.test", secure=False), tls=session(failure="timeout")
    )
    assert not isinstance(judge.judge(told, seen(told, broken)), Likely)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
