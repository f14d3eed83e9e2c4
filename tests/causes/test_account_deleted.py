"""A mailbox that is gone."""

from mailmend.causes.account_deleted import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    CASE,
    GOOD,
    HOST,
    NAMES,
    NOTHING,
    conversation,
    dns,
    mailbox,
    phone,
    seen,
)

MX = dns("customer.test", f"10 {HOST}.", rtype="MX")
ELSEWHERE = dns("customer.test", "10 mx.elsewhere.test.", rtype="MX")
GONE = f"550 5.1.1 <{ADDRESS}>: Recipient address rejected: User unknown in virtual mailbox table"
REFUSED = mailbox("refused", code="AUTHENTICATIONFAILED", text="Authentication failed.")


def test_proven_where_the_exchanger_does_not_know_the_address() -> None:
    """5.1.1 at the domain's own MX, and the login is refused."""
    told = phone()
    tried = conversation(auth=AUTH_535, anonymous_own=GONE)
    assert isinstance(judge.judge(told, seen(told, tried, REFUSED, MX, NAMES)), Proven)


def test_likely_where_no_login_could_be_tried() -> None:
    """The exchanger does not know the address; no password was handed over."""
    told = phone()
    tried = conversation(auth=None, anonymous_own=GONE)
    assert isinstance(judge.judge(told, seen(told, tried, MX, NAMES)), Likely)


def test_only_possible_at_a_server_that_is_not_the_exchanger() -> None:
    """A server that once held the domain knows nothing of its mailboxes."""
    told = phone()
    tried = conversation(auth=AUTH_535, anonymous_own=GONE)
    assert isinstance(judge.judge(told, seen(told, tried, REFUSED, ELSEWHERE)), Possible)


def test_ruled_out_by_an_address_that_is_accepted() -> None:
    """The mailbox takes mail; the password is wrong."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), REFUSED, MX, NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_a_relay_refusal_is_not_an_unknown_user() -> None:
    """The domain is not local there, which says nothing about the mailbox."""
    told = phone()
    denied = f"554 5.7.1 <{ADDRESS}>: Relay access denied"
    tried = conversation(auth=AUTH_535, anonymous_own=denied)
    verdict = judge.judge(told, seen(told, tried, REFUSED, MX))
    assert isinstance(verdict, Possible)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """A mailbox that is gone lets nobody in."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, MX, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
