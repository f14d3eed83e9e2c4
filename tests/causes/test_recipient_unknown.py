"""The recipient's mailbox does not exist."""

from mailmend.causes.recipient_unknown import judge
from mailmend.change import CorrectRecipient
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CANNOT_SEND,
    CASE,
    GOOD,
    NOTHING,
    REMOTE,
    conversation,
    dns,
    phone,
    seen,
)
from tests.causes.build_server import OTHER_HOST, OTHER_IP, mx, refused_after_login

LOCAL = f"550 5.1.1 <{REMOTE}>: Recipient address rejected: User unknown in virtual mailbox table"
PLAIN = f"550 5.1.1 <{REMOTE}> no such mailbox"
QUOTED = (
    f"550 5.1.1 <{REMOTE}>: Recipient address rejected: undeliverable address: host "
    "mx.elsewhere.test[192.0.2.80] said: 550 5.1.1 Recipient address rejected: User unknown in "
    "local recipient table (in reply to RCPT TO command)"
)
HERE = (mx("elsewhere.test", "mail.hosting.test"), dns("mail.hosting.test", "192.0.2.25"))
AWAY = (mx("elsewhere.test", OTHER_HOST), dns(OTHER_HOST, OTHER_IP))
D_UNKNOWN = (
    f"{CANNOT_SEND}The recipient “{REMOTE}” was rejected by the server because the user is unknown."
)


def test_proven_where_the_domain_s_own_server_says_so() -> None:
    """The server that refuses receives for the recipient's domain."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(LOCAL), *HERE))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (CorrectRecipient(REMOTE),)


def test_proven_where_the_domain_s_own_server_is_quoted() -> None:
    """The sending server asked the recipient's server first."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(QUOTED), *AWAY)), Proven)


def test_only_possible_where_another_server_decides() -> None:
    """The domain receives elsewhere: the sending server may hold it by mistake."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(LOCAL), *AWAY)), Possible)
    assert isinstance(judge.judge(told, seen(told, refused_after_login(PLAIN), *AWAY)), Possible)


def test_likely_while_nobody_knows_where_the_domain_receives() -> None:
    """The refusal is plain, the MX record was not seen."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(PLAIN))), Likely)


def test_likely_by_the_alert_alone() -> None:
    """Nothing could be looked at; the phone says that the user is unknown."""
    told = phone(D_UNKNOWN)
    assert isinstance(judge.judge(told, seen(told)), Likely)


def test_possible_by_the_alert_against_an_accepted_recipient() -> None:
    """From here the server takes the recipient."""
    told = phone(D_UNKNOWN)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Possible)


def test_not_by_a_refusal_of_the_own_address() -> None:
    """Another recipient than the case's is refused."""
    told = phone()
    talk = conversation(
        own="550 5.1.1 <alice@customer.test>: User unknown in local recipient table"
    )
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_not_for_an_invented_recipient() -> None:
    """Without a recipient in the case a stand-in is named; that it is unknown means nothing."""
    told = phone(recipient=None)
    verdict = judge.judge(told, seen(told, refused_after_login(PLAIN)))
    assert not isinstance(verdict, Proven | Likely | Possible)


def test_ruled_out_by_a_relay_refusal() -> None:
    """Not trusted is not unknown."""
    told = phone()
    talk = refused_after_login(f"554 5.7.1 <{REMOTE}>: Relay access denied")
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
