"""Faults of the server itself, gathered from many lines, and whether they were mended. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailmend.dialects._event import LogEvent
from mailmend.facts import FaultKind, LoggedFault

MAX_FAULTS = 256
_PER_CLIENT = frozenset({"rate", "ban"})
Key = tuple[str, str, str]


@dataclass(slots=True)
class _Fault:
    software: str
    what: FaultKind
    text: str
    source: str
    client: str = ""
    began: str = ""
    ended: str = ""
    count: int = 0
    mended: bool = False
    lines: list[int] = field(default_factory=list)


class Faults:
    """The faults a log tells of, one for each kind and server; bounded."""

    def __init__(self) -> None:
        self._faults: dict[Key, _Fault] = {}

    def note(self, event: LogEvent, source: str, number: int, line: str) -> None:
        """Take in an event: a fault, or a sign that one is over."""
        if event.fault is not None:
            self._broken(event, source, number, line)
        elif event.what == "unbanned":
            self._mend(event, "ban")
        elif event.what == "secured" and event.protocol == "smtp":
            self._mend(event, "certificate")
        elif event.login == "accepted":
            self._mend(event, "login-service", "account-list", "service")
        if event.what == "accepted":
            self._mend(event, "filter", "disk", "service", "rate")

    def _broken(self, event: LogEvent, source: str, number: int, line: str) -> None:
        assert event.fault is not None
        client = event.client if event.fault in _PER_CLIENT else ""
        key = (event.software, event.fault, client)
        fault = self._faults.get(key)
        if fault is None:
            if len(self._faults) >= MAX_FAULTS:
                self._faults.pop(next(iter(self._faults)))
            fault = _Fault(event.software, event.fault, line[:600], source, client, event.time)
            self._faults[key] = fault
        fault.count += 1
        fault.ended, fault.mended = max(fault.ended, event.time), False
        if len(fault.lines) < 10 and source == fault.source:
            fault.lines.append(number)

    def _mend(self, event: LogEvent, *kinds: FaultKind) -> None:
        for fault in self._faults.values():
            about = fault.what in kinds and (
                fault.what not in _PER_CLIENT or fault.client == event.client
            )
            here = fault.software == event.software or fault.what == "account-list"
            if about and here and event.time >= fault.ended:
                fault.mended = True

    def facts(self, met: set[FaultKind], clients: set[str]) -> tuple[LoggedFault, ...]:
        """The faults as facts; ``met`` are the kinds met by the person, ``clients`` theirs."""
        return tuple(
            LoggedFault(
                source=one.source,
                at=one.ended,
                raw=one.text,
                software=one.software,
                what=one.what,
                text=one.text,
                client=one.client,
                began=one.began,
                ended=one.ended,
                count=one.count,
                met_by_device=one.client in clients if one.client else one.what in met,
                mended=one.mended,
                lines=tuple(one.lines),
            )
            for one in self._faults.values()
            if not one.client or one.client in clients
        )
