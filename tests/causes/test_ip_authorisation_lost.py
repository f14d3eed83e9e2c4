"""Let through by address, and the address changed."""

from mailmend.causes.ip_authorisation_lost import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NO_PASSWORD, NOTHING, OK, conversation, phone, seen


def test_possible_for_a_device_that_never_logs_in() -> None:
    """It worked before, without a user name, and is refused now."""
    told = phone(username="", onset="sudden")
    verdict = judge.judge(told, seen(told, NO_PASSWORD))
    assert isinstance(verdict, Possible)
    assert verdict.ask == "owner"


def test_unknown_for_a_device_that_was_just_set_up() -> None:
    """It never worked: the user name is simply missing."""
    told = phone(username="", onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)


def test_ruled_out_by_a_login_on_the_device() -> None:
    """The address does not matter to it."""
    told = phone(onset="sudden")
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_ruled_out_where_strangers_are_let_through() -> None:
    """This address is trusted."""
    told = phone(username="", onset="sudden")
    talk = conversation(anonymous=OK, auth=None)
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
