"""An old message left in the Outbox."""

from mailmend.causes.outbox_stuck_after_fix import judge
from mailmend.change import DeviceAction
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, D_RELAY, GOOD, NAMES, NOTHING, phone, seen


def test_possible_where_the_settings_work_by_now() -> None:
    """The reported refusal cannot be reproduced."""
    told = phone(D_RELAY)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Possible)
    assert verdict.changes == (DeviceAction("resend-from-outbox"),)


def test_ruled_out_by_settings_that_still_fail() -> None:
    """The message waits for a good reason."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_no_claim_where_nobody_complains() -> None:
    """A device that sends."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
