"""Settings that macOS changed by itself."""

from mailmend.causes.macos_auto_managed_settings_drift import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NAMES, NOTHING, PORT_25, phone, seen


def test_possible_on_a_mac_with_a_wrong_port() -> None:
    """The port is one of the values that macOS rewrites; the tick is the person's to see."""
    told = phone(os="macOS", port=25)
    verdict = judge.judge(told, seen(told, GOOD, PORT_25, NAMES))
    assert isinstance(verdict, Possible)
    assert "Automatically manage" in verdict.would_settle


def test_ruled_out_on_an_iphone() -> None:
    """There is no such setting on iOS."""
    told = phone(port=25)
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, NAMES)), RuledOut)


def test_ruled_out_by_a_fault_it_does_not_make() -> None:
    """macOS does not empty the password field."""
    told = phone(os="macOS", password_set=False)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_without_a_repair() -> None:
    """Nothing to compare the values with."""
    told = phone(os="macOS")
    assert isinstance(judge.judge(told, seen(told, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
