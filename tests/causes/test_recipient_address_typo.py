"""A mistyped recipient."""

from mailmend.causes.recipient_address_typo import judge
from mailmend.change import CorrectRecipient
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CANNOT_SEND,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    dns,
    phone,
    seen,
)

TYPO = "bob@elsewere.test"
NOT_FOUND = f"450 4.1.2 <{TYPO}>: Recipient address rejected: Domain not found"
NO_DOMAIN = dns("elsewere.test", rtype="MX")
UNKNOWN = "550 5.1.1 <bbo@elsewhere.test>: Recipient address rejected: User unknown"


def test_proven_where_the_domain_does_not_exist_and_the_server_says_so() -> None:
    """Refused after the login, and no such domain."""
    told = phone(recipient=TYPO)
    verdict = judge.judge(told, seen(told, conversation(remote=NOT_FOUND), NAMES, NO_DOMAIN))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (CorrectRecipient(TYPO),)


def test_proven_where_the_device_says_so() -> None:
    """The alert is about this recipient, and its domain does not exist."""
    alert = f"{CANNOT_SEND}The recipient “{TYPO}” was rejected by the server because the user is"
    told = phone(f"{alert} unknown.", recipient=TYPO)
    assert isinstance(judge.judge(told, seen(told, NAMES, NO_DOMAIN)), Proven)


def test_proven_where_the_domain_takes_no_mail() -> None:
    """A null MX (RFC 7505)."""
    told = phone(recipient="bob@elsewhere.test")
    null = dns("elsewhere.test", "0 .", rtype="MX")
    answer = "556 5.1.10 <bob@elsewhere.test>: Domain elsewhere.test does not accept mail (nullMX)"
    assert isinstance(judge.judge(told, seen(told, conversation(remote=answer), null)), Proven)


def test_possible_where_the_mailbox_is_unknown() -> None:
    """It may be mistyped or closed."""
    told = phone(recipient="bbo@elsewhere.test")
    verdict = judge.judge(told, seen(told, conversation(remote=UNKNOWN), NAMES))
    assert isinstance(verdict, Possible)


def test_possible_where_nobody_complained_of_the_recipient() -> None:
    """The domain is missing, but this failure comes before the recipient."""
    told = phone(recipient=TYPO, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES, NO_DOMAIN)), Possible)


def test_ruled_out_by_a_recipient_that_is_accepted() -> None:
    """The server takes it after the login."""
    told = phone(username="")
    mx = dns("elsewhere.test", "10 mx.elsewhere.test.", rtype="MX")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES, mx)), RuledOut)


def test_a_relay_refusal_without_a_login_says_nothing() -> None:
    """ "Relay access denied" is not about the address."""
    told = phone(username="")
    refused = conversation(auth=None)
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), Unknown)


def test_a_domain_without_mx_that_has_an_address_takes_mail() -> None:
    """Implicit MX (RFC 5321 section 5.1)."""
    told = phone(recipient="bob@small.test", username="")
    names = (
        dns("small.test", rtype="MX", status="nodata"),
        dns("small.test", "192.0.2.99"),
        dns("small.test", rtype="AAAA", status="nodata"),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD, *names)), RuledOut)


def test_no_claim_without_a_recipient() -> None:
    """Nobody told who the message was for."""
    told = phone(recipient=None, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_possible_from_the_alert_where_nothing_was_seen() -> None:
    """The device says that the user is unknown."""
    alert = f"{CANNOT_SEND}The recipient “{TYPO}” was rejected by the server because the user is"
    told = phone(f"{alert} unknown.", recipient=TYPO)
    assert isinstance(judge.judge(told, seen(told, NAMES)), Possible)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
