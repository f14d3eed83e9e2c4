"""Login accepted, relaying refused all the same."""

import pytest

from mailmend.causes.permit_sasl_missing import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    GOOD_465,
    NO_PASSWORD,
    NOTHING,
    RELAY_454,
    RELAY_554,
    conversation,
    phone,
    seen,
)
from tests.causes.build_server import refused_after_login

OPENSMTPD = "220 mail.hosting.test ESMTP OpenSMTPD"
EXIM = "220 mail.hosting.test ESMTP Exim 4.96"


@pytest.mark.parametrize(
    ("answer", "greeting"),
    [
        (RELAY_454, "220 mail.hosting.test ESMTP Postfix"),
        (RELAY_554, "220 mail.hosting.test ESMTP Postfix"),
        ("550 relay not permitted", EXIM),
        ("550 Invalid recipient: <bob@elsewhere.test>", OPENSMTPD),
        ("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", "220 m ready"),
        ("550 I cannot deliver mail for <bob@elsewhere.test>", "220 m ESMTP Haraka ready"),
    ],
)
def test_proven_by_a_relay_refusal_after_235(answer: str, greeting: str) -> None:
    """Whatever the server's dialect for "not from you" is, it comes after an accepted login."""
    told = phone("does not allow relaying")
    talk = refused_after_login(answer, greeting=greeting)
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Proven)
    assert verdict.because == (talk,)
    assert verdict.changes == (
        ServerAction("permit-authenticated-relay", "mail.hosting.test", 587),
    )


def test_proven_when_the_own_domain_is_refused_as_well() -> None:
    """A submission service without the permit refuses colleagues too."""
    denied = "554 5.7.1 <x>: Relay access denied"
    told = phone()
    assert isinstance(
        judge.judge(told, seen(told, conversation(remote=denied, own=denied))), Proven
    )


@pytest.mark.parametrize(
    "answer",
    [
        "553 5.7.1 <alice@customer.test>: Sender address rejected: not owned by user alice",
        "504 5.5.2 <iphone>: Helo command rejected: need fully-qualified hostname",
        "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org",
        "451 4.3.5 <b>: Recipient address rejected: Server configuration problem",
        "450 4.2.0 <b>: Recipient address rejected: Greylisted, see http://postgrey.test/",
        "550 5.1.1 <b>: Recipient address rejected: User unknown in virtual mailbox table",
        "550 Invalid recipient: <bob@elsewhere.test>",
    ],
)
def test_ruled_out_by_another_reason(answer: str) -> None:
    """A refusal of sender, name, address or recipient is another cause."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_ruled_out_by_a_refusal_passed_on_from_behind() -> None:
    """The address twice: the words of a server behind the one that logged the person in."""
    twice = "454 4.7.1 <b@x.test> <b@x.test>: Relay access denied"
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(twice))), RuledOut)


def test_ruled_out_by_an_accepted_recipient() -> None:
    """The anonymous refusal of a right server is no sign."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_not_shown_without_a_login() -> None:
    """Nobody logged in: the same relay refusal proves nothing."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)
    wrong = conversation(auth="535 5.7.8 Error: authentication failed")
    assert isinstance(judge.judge(told, seen(told, wrong)), Unknown)


def test_proven_on_the_device_s_port_though_another_port_permits() -> None:
    """The permit stands in one service of the server and not in the other."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(RELAY_554), GOOD_465))
    assert isinstance(verdict, Proven)


def test_possible_while_the_port_is_not_known() -> None:
    """One port permits, the other does not: it depends on the device."""
    told = phone(port=None)
    verdict = judge.judge(told, seen(told, refused_after_login(RELAY_554), GOOD_465))
    assert isinstance(verdict, Possible)


DENIED = "554 5.7.1 <bob@elsewhere.test>: Recipient address rejected: Access denied"
TRANSLATED = "550 5.7.1 Weiterleitung nicht erlaubt"


def test_proven_by_a_rule_that_ends_in_reject() -> None:
    """Nobody at all is accepted after the login, the own address neither."""
    told = phone()
    talk = conversation(remote=DENIED, own=DENIED, anonymous=DENIED, anonymous_own=DENIED)
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_possible_where_a_list_may_name_the_recipient() -> None:
    """An entry of a list says the same as a rule without the permit, and the own address passes."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(DENIED)))
    assert isinstance(verdict, Possible)
    assert "check_recipient_access" in verdict.would_settle


def test_likely_where_a_list_may_name_the_client() -> None:
    """Rules for clients without the permit are the usual reason, a list is another."""
    told = phone()
    talk = refused_after_login("554 5.7.1 <c[192.0.2.1]>: Client host rejected: Access denied")
    assert isinstance(judge.judge(told, seen(told, talk)), Likely)


def test_likely_where_the_login_makes_no_difference() -> None:
    """In whatever language: a stranger is told the same, and the own address is taken."""
    told = phone()
    talk = conversation(remote=TRANSLATED, anonymous=TRANSLATED)
    assert isinstance(judge.judge(told, seen(told, talk)), Likely)


@pytest.mark.parametrize(
    ("before", "after", "own"),
    [
        (RELAY_554, TRANSLATED, "250 2.1.5 Ok"),
        (TRANSLATED, TRANSLATED, TRANSLATED),
        ("450 4.7.1 Morgen wieder", "450 4.7.1 Morgen wieder", "250 2.1.5 Ok"),
        ("550 5.1.1 User unknown", "550 5.1.1 User unknown", "250 2.1.5 Ok"),
    ],
)
def test_no_claim_from_other_likenesses(before: str, after: str, own: str) -> None:
    """The login changes the words, nobody is accepted, it is for now only, or it has a reason."""
    told = phone()
    talk = conversation(anonymous=before, remote=after, own=own, anonymous_own=own)
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
