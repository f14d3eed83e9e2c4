"""The history tells what was found, sent, changed and verified."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mailmend.apps.web.desk.history import Entry, history
from mailmend.io.store.desk.events import StoredEvent
from mailmend.io.store.runs import Kind, State, StoredRun

T0 = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def event(kind: str, minutes: int, actor: str = "user:ada", **detail: Any) -> StoredEvent:
    """Something that somebody did."""
    return StoredEvent(T0 + timedelta(minutes=minutes), actor, kind, detail)


def run(
    id_: str,
    minutes: int,
    *,
    state: State = "done",
    kind: Kind = "diagnose",
    cause: str | None = None,
    sends: str = "no",
    result: dict[str, Any] | None = None,
    with_password: bool = False,
) -> StoredRun:
    """A run that began at the beginning."""
    ended = T0 + timedelta(minutes=minutes) if state != "running" else None
    return StoredRun(
        id_, "c", kind, state, T0, ended, with_password, sends, cause, {}, result, None
    )


def words(*entries: Entry) -> list[tuple[str, str, str]]:
    """What stands there."""
    return [(each.sort, each.who, each.words) for each in entries]


def test_events_and_runs_make_one_line_of_time() -> None:
    """The latest first; who started a run is told, and else it was the customer."""
    events = [
        event("created", 0),
        event("ran", 0, run="r1"),
        event("sent", 5, language="Deutsch", text="Hallo"),
        event("visited", 6, "customer"),
        event("state", 9, before="open", after="solved"),
    ]
    runs = [run("r1", 1, cause="outgoing-username-blank"), run("r2", 7, sends="yes")]
    found = history(events, runs)
    assert words(*found) == [
        ("changed", "ada", "open → solved"),
        ("found", "customer", "Sending works."),
        ("other", "customer", "opened the link"),
        ("sent", "ada", "sent the reply (Deutsch)"),
        (
            "found",
            "ada",
            "The user name for sending is empty, so the device does not sign in when it sends.",
        ),
        ("other", "ada", "opened the case"),
    ]
    assert found[3].text == "Hallo"


@pytest.mark.parametrize(
    ("result", "sort"),
    [("arrived", "verified"), ("accepted", "failed"), ("refused", "failed"), ("?", "failed")],
)
def test_only_a_message_that_arrived_verifies(result: str, sort: str) -> None:
    """Whatever else came of it is told as what it is."""
    (found,) = history(
        [], [run("r", 1, kind="verify", result={"verification": {"result": result}})]
    )
    assert found.sort == sort


def test_a_run_under_way_is_not_history() -> None:
    """One that was cut off is."""
    found = history([], [run("a", 0, state="running"), run("b", 1, state="interrupted")])
    assert words(*found) == [("other", "customer", "the look was cut off")]


def test_changes_and_passwords_are_told_but_never_the_password() -> None:
    """Each changed setting is a line; of a password only that there was one."""
    changed = event("edited", 1, changes=[{"name": "port", "before": "25", "after": "587"}])
    edited, ran = history([changed], [run("r", 0, with_password=True)])
    assert edited.lines == ("port: 25 → 587",)
    assert ran.lines == ("with the password, which was not kept",)
