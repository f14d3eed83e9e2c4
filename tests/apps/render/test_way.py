"""The way of the message."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from mailmend.apps.render.blocks import State
from mailmend.apps.render.way import NAMES, way_of
from mailmend.case import Outgoing
from mailmend.facts import Obstacle, Replay, Stage
from mailmend.report import Report
from mailmend.verdict import Proven
from tests.apps.build import BLANK, judgement, report
from tests.causes.build import WORKS, conversation, obstacle, replay


def states(found: Report) -> dict[str, State]:
    """The state of each stop."""
    way = way_of(found)
    assert way is not None
    return {stop.name: stop.state for stop in way.stops}


def stopped(stop: Obstacle, settings: Outgoing = WORKS) -> Report:
    """A report of a replay that stopped there."""
    return report(facts=(replay("failed", stop, settings=settings),))


@pytest.mark.parametrize(
    ("stage", "why", "broken"),
    [
        ("settings", "switched-off", "phone"),
        ("dns", "nxdomain", "name"),
        ("connect", "timeout", "network"),
        ("connect", "refused", "server"),
        ("greeting", "silent", "server"),
        ("ehlo", "rejected", "server"),
        ("starttls", "not-offered", "encryption"),
        ("tls", "certificate", "encryption"),
        ("auth", "refused", "sign-in"),
        ("mail", "rejected", "relay"),
        ("rcpt-remote", "rejected", "relay"),
    ],
)
def test_it_breaks_where_the_replay_stopped(stage: Stage, why: str, broken: str) -> None:
    """All before is passed, all behind was not reached."""
    found = states(stopped(obstacle(stage, why)))

    at = NAMES.index(broken)
    assert [found[name] for name in NAMES[:at]] == ["ok"] * at
    assert found[broken] == "broken"
    behind = [name for name in NAMES[at + 1 :] if (name, broken) != ("name", "network")]
    assert {found[name] for name in behind} <= {"unreached"}


def test_who_called_in_vain_knew_the_name() -> None:
    """The address was there, or nothing would have been called."""
    assert states(stopped(obstacle("connect", "timeout")))["name"] == "ok"


def test_what_the_settings_leave_out_is_skipped() -> None:
    """A blank user name passes by the sign-in, no security by the encryption."""
    plain = replace(BLANK, security="none")

    found = states(stopped(obstacle("rcpt-remote", "rejected"), plain))

    assert found["sign-in"] == "skipped"
    assert found["encryption"] == "skipped"


def test_a_login_that_was_not_offered_is_skipped() -> None:
    """The server hid AUTH, so the sender was named without it."""
    seen = conversation(auth=None, auth_keyword=None)

    found = states(stopped(obstacle("mail", "rejected", because=(seen,))))

    assert found["sign-in"] == "skipped"
    assert found["relay"] == "broken"


def test_a_recipient_at_fault_is_the_last_stop() -> None:
    """When the cause is the recipient's address, the relay was passed."""
    cause = judgement("recipient-unknown", Proven(because=()), where="recipient")

    found = states(report(cause, facts=(replay("failed", obstacle("rcpt-remote", "rejected")),)))

    assert found["recipient"] == "broken"
    assert found["relay"] == "ok"


def test_all_is_passed_where_it_sends() -> None:
    """No stop is broken."""
    assert set(states(report(sends="yes")).values()) == {"ok"}


def test_no_way_is_drawn_where_nothing_was_tried() -> None:
    """Nothing is claimed without an attempt."""
    assert way_of(report(sends="unknown")) is None


def test_every_stage_has_a_stop() -> None:
    """No stage of an obstacle is drawn at a stop by accident."""
    known = set(get_args(Replay.__annotations__.get("stage", Stage))) or set()
    for stage in ("settings", "dns", *(known & {"greeting", "ehlo", "tls", "auth", "mail"})):
        assert way_of(stopped(obstacle(stage, "x"))) is not None
