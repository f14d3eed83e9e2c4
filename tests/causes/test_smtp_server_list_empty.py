"""No outgoing server at all."""

from mailmend.causes.smtp_server_list_empty import judge
from mailmend.change import SetField
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NAMES, NO_PASSWORD, NOTHING, phone, seen


def test_proven_by_the_repair() -> None:
    """The field is empty; with a host in it, the message is accepted."""
    told = phone(host="")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.host", "", HOST),)


def test_proven_without_a_password() -> None:
    """A field that is empty needs no further test."""
    told = phone(host="")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Proven)


def test_ruled_out_by_a_host() -> None:
    """A host that is wrong is not a host that is missing."""
    told = phone(host="mial.hosting.test")
    facts = seen(told, GOOD, NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_unknown_where_the_host_was_not_told() -> None:
    """A field nobody looked at is not an empty field."""
    told = phone(host=None, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
