"""AUTH hidden from one network."""

from dataclasses import replace

from mailmend.causes.auth_hidden_for_network import judge
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, PORT_25, conversation, phone, seen, step


def test_possible_where_auth_is_missing() -> None:
    """Another network must settle it."""
    told = phone()
    talk = conversation(auth_keyword=None, auth=None)
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Possible)
    assert "another network" in verdict.would_settle


def test_settled_by_the_answer_to_the_command_itself() -> None:
    """Taken although it is not named: hidden. 503: off for everybody."""
    told = phone()
    talk = conversation(auth_keyword=None, auth=None)

    def answered(reply: str) -> SmtpDialogue:
        return replace(talk, steps=(*talk.steps, step("auth", reply, mechanism="PLAIN")))

    taken = "535 5.7.8 Error: authentication failed: Invalid authentication mechanism"
    off = "503 5.5.1 Error: authentication not enabled"
    assert isinstance(judge.judge(told, seen(told, answered(taken))), Proven)
    assert isinstance(judge.judge(told, seen(told, answered(off))), RuledOut)


def test_ruled_out_by_auth() -> None:
    """It is offered here."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_port_25_does_not_count() -> None:
    """There AUTH is rightly missing."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, PORT_25)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
