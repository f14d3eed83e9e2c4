"""What the logs named on the command line show of the case's account."""

from __future__ import annotations

from collections.abc import Sequence

from mailmend.case import Case, printable
from mailmend.dialects.sessions import Sessions
from mailmend.facts import Fact, LoggedSession
from mailmend.io.logfile import LogFile, open_log


def read_logs(case: Case, names: Sequence[str]) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts of the account in these logs, and remarks on what could not be read.

    Logs are read in the order of their last change, the oldest first. Raises ``InputError``.
    """
    logs = sorted((open_log(name) for name in names), key=lambda log: log.written)
    sessions = Sessions(case)
    for log in logs:
        sessions.read(log.lines(), log.name, log.written)
    facts = sessions.facts()
    notes = [f"{printable(log.name)[:200]}: {note}" for log in logs for note in log.notes]
    if not any(isinstance(fact, LoggedSession) for fact in facts):
        notes.append(_nothing(logs, case))
    return facts, tuple(notes)


def _nothing(logs: Sequence[LogFile], case: Case) -> str:
    where = "the log shows" if len(logs) == 1 else "the logs show"
    return f"{where} no connection of {case.address}; is it the log of the right server?"
