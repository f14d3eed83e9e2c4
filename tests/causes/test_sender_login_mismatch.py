"""A sender that the server does not let the login use."""

from dataclasses import replace

import pytest

from mailmend.causes.sender_login_mismatch import judge
from mailmend.change import ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, GOOD, NO_PASSWORD, NOTHING, conversation, phone, seen
from tests.causes.build_server import refused_after_login

ALIAS = "sales@customer.test"
FOREIGN = "alice@elsewhere.test"


def not_owned(sender: str) -> str:
    """Postfix's words for it."""
    return f"553 5.7.1 <{sender}>: Sender address rejected: not owned by user {ADDRESS}"


@pytest.mark.parametrize(
    ("answer", "at_mail"),
    [
        (not_owned(ADDRESS), False),
        ("550 5.7.60 SMTP; Client does not have permissions to send as this sender", True),
        ("530 Sender rejected", True),
    ],
)
def test_proven_for_the_login_s_own_address(answer: str, at_mail: bool) -> None:
    """Nobody has a better right to it."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(answer, at_mail=at_mail)))
    assert isinstance(verdict, Proven)
    action = verdict.changes[0]
    assert isinstance(action, ServerAction)
    assert action.action == "allow-sender-for-login"
    assert ADDRESS in action.detail


def test_proven_for_a_bare_login_with_its_own_address() -> None:
    """The map knows alice@…, the login is called alice."""
    told = phone(username="alice")
    talk = refused_after_login(not_owned(ADDRESS), user="alice")
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_proven_for_an_alias_while_no_sender_passes() -> None:
    """An alias of the own domain that exists, and nothing shows that another one would do."""
    told = phone(sender=ALIAS)
    talk = refused_after_login(not_owned(ALIAS), sender=ALIAS)
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_possible_for_an_alias_beside_the_login_s_own_address() -> None:
    """Whether the map or the device is wrong, only the admin knows."""
    told = phone(sender=ALIAS)
    talk = refused_after_login(not_owned(ALIAS), sender=ALIAS)
    verdict = judge.judge(told, seen(told, talk, conversation(sender=ADDRESS)))
    assert isinstance(verdict, Possible)
    assert verdict.ask == "admin"


def test_ruled_out_for_a_sender_of_another_domain() -> None:
    """A server rightly refuses strangers' addresses."""
    told = phone(sender=FOREIGN)
    talk = refused_after_login(not_owned(FOREIGN), sender=FOREIGN)
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_ruled_out_for_an_address_that_does_not_exist() -> None:
    """A mistyped address of the own domain: the server does not know it as a recipient either."""
    typo = "alcie@customer.test"
    told = phone(sender=typo, address=typo)
    talk = conversation(
        sender=typo,
        remote=not_owned(typo),
        own="550 5.1.1 <alcie@customer.test>: Recipient address rejected: User unknown in "
        "virtual mailbox table",
    )
    steps = tuple(
        replace(one, detail=typo) if one.stage == "rcpt-own" else one for one in talk.steps
    )
    assert isinstance(judge.judge(told, seen(told, replace(talk, steps=steps))), RuledOut)


@pytest.mark.parametrize(
    "answer",
    [
        "553 5.7.1 <a>: Sender address rejected: not logged in",
        "450 4.1.8 <alice@customer.test>: Sender address rejected: Domain not found",
        "554 5.7.1 <bob@elsewhere.test>: Relay access denied",
    ],
)
def test_ruled_out_by_another_reason(answer: str) -> None:
    """No login, no domain, no relaying: none of them is about whose address it is."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """The sender is fine."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_without_a_login() -> None:
    """Nobody logged in."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
