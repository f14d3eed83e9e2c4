"""Settings from before a change of the provider's."""

from mailmend.causes.restore_old_settings import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NAMES, NOTHING, phone, seen, tcp

CLOSED = tcp(port=2525, outcome="refused")


def test_possible_where_a_restored_value_has_to_change() -> None:
    """The port that came back is closed today."""
    told = phone(port=2525, onset="after-restore")
    verdict = judge.judge(told, seen(told, GOOD, CLOSED, NAMES))
    assert isinstance(verdict, Possible)
    assert "backup" in verdict.would_settle


def test_ruled_out_by_fields_that_came_back_empty() -> None:
    """A blank field is not an old value."""
    told = phone(username="", onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """The same wrong port was typed by hand."""
    told = phone(port=2525, onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, CLOSED, NAMES)), RuledOut)


def test_asks_where_nothing_was_seen_to_work() -> None:
    """There is nothing to compare the restored values with."""
    told = phone(port=2525, onset="after-restore")
    verdict = judge.judge(told, seen(told, CLOSED, NAMES))
    assert isinstance(verdict, Unknown)
    assert "backup" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
