"""The Exchange bug of iOS 11.0."""

import pytest

from mailmend.causes.ios_11_0_eas_send_bug import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import CASE, D_REJECTED, D_RELAY, NOTHING, case, phone, seen


@pytest.mark.parametrize("version", ["11.0", "11.0.0", " 11.0 "])
def test_likely_with_this_version_and_this_alert(version: str) -> None:
    """Nothing of it can be measured; the kind of account is asked for."""
    told = case(error=D_REJECTED, version=version)
    verdict = judge.judge(told, seen(told))
    assert isinstance(verdict, Likely)
    assert "Exchange" in verdict.would_settle


def test_possible_where_only_the_main_version_was_told() -> None:
    """ "iOS 11" may be 11.0 or a later one."""
    told = case(error=D_REJECTED, version="11")
    assert isinstance(judge.judge(told, seen(told)), Possible)


@pytest.mark.parametrize("version", ["11.0.1", "11.4", "17.4", "1.0", "110"])
def test_ruled_out_by_another_version(version: str) -> None:
    """Corrected in 11.0.1."""
    told = case(error=D_REJECTED, version=version)
    assert isinstance(judge.judge(told, seen(told)), RuledOut)


def test_ruled_out_on_a_mac() -> None:
    """macOS 11.0 is something else."""
    told = case(error=D_REJECTED, os="macOS", version="11.0")
    assert isinstance(judge.judge(told, seen(told)), RuledOut)


def test_ruled_out_by_an_smtp_account() -> None:
    """An outgoing host means SMTP, not ActiveSync."""
    told = phone(D_REJECTED, version="11.0")
    assert isinstance(judge.judge(told, seen(told)), RuledOut)


def test_no_claim_with_another_alert() -> None:
    """Relaying is not this bug."""
    told = case(error=D_RELAY, version="11.0")
    assert isinstance(judge.judge(told, seen(told)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
