"""Read log text as the product does, for the tests of the dialects."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from mailmend.case import Case
from mailmend.dialects import LogEvent, read_event
from mailmend.dialects.sessions import Sessions
from mailmend.facts import Facts, LoggedSession

LOGS = Path(__file__).parent.parent / "fixtures" / "logs"
WRITTEN = datetime(2026, 11, 25, 12, tzinfo=UTC)
ALICE = Case("alice@customer.test")
ERIN = Case("erin@eximcustomer.test")
OLGA = Case("olga@opencustomer.test")


def event(line: str) -> LogEvent:
    """The event of a line that has one."""
    found = read_event(line, WRITTEN)
    assert found is not None, line
    return found


def facts_of(text: str, case: Case = ALICE) -> Facts:
    """What a log's text shows of the account of the case."""
    sessions = Sessions(case)
    sessions.read(enumerate(text.splitlines(), 1), "mail.log", WRITTEN)
    return Facts(sessions.facts())


def recorded(*names: str) -> str:
    """The recorded logs of these faults, one after the other."""
    return "".join((LOGS / f"{name}.log").read_text("utf-8") for name in names)


def sending(facts: Facts) -> LoggedSession:
    """The newest session for sending."""
    return facts.of(LoggedSession, lambda one: one.protocol == "smtp")[-1]
