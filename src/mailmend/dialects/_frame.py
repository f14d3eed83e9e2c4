"""The frame a line stands in: time, host, program and process, before the program's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_LINE = 8 * 1024
"""Characters of a line that are looked at; no daemon writes longer ones about one command."""

_COMPOSE = re.compile(r"[A-Za-z0-9][\w.-]{0,60} {0,40}\| ")
_CRI = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) std(?:out|err) [FP] ")
_DOCKER_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,9}Z (?=\S)")
_PRIORITY = re.compile(r"<\d{1,3}>(?:1 )?")
_SYSLOG_TIME = re.compile(r"([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)(?:\.\d{1,9})? ")
_ISO_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(Z|[+-]\d\d:?\d\d)?(?: "
    r"([+-]\d{4}))?\s"
)
_FACILITY = re.compile(r"<[a-z0-9]{2,12}\.[a-z]{2,8}> ")
_PROGRAM = re.compile(
    r"(?:([\w.:-]{0,254}[\w.-]) )?([A-Za-z][\w./@-]{0,80})(?:\((\S{1,80}?)\))? {0,20}(?:\["
    r"(\d{1,10})\])?: {0,4}"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A line in its parts. ``program`` is empty where the line names none, as in Exim's own log."""

    time: str
    program: str
    pid: str
    message: str


def frame_of(line: str, newest: datetime) -> Frame:
    """Take a line apart: syslog, ISO 8601, journald, Docker and Kubernetes frames.

    ``newest`` is when the log was last written: a syslog time has no year, and lies before it.
    """
    text = line[:MAX_LINE].rstrip("\r\n")
    text = _without(text, _COMPOSE, _CRI, _PRIORITY)
    shorter = _without(text, _DOCKER_TIME)
    time, rest = _time(shorter, newest)
    if not time and shorter != text:
        time, rest = _time(text, newest)
    rest = _without(rest, _FACILITY)
    found = _PROGRAM.match(rest)
    if found is None:
        return Frame(time, "", "", rest)
    return Frame(time, found[2], found[4] or "", rest[found.end() :])


def _without(text: str, *prefixes: re.Pattern[str]) -> str:
    for prefix in prefixes:
        if found := prefix.match(text):
            text = text[found.end() :]
    return text


def _time(text: str, newest: datetime) -> tuple[str, str]:
    """The time at the start of ``text``, as ISO 8601, and what follows."""
    if found := _ISO_TIME.match(text):
        zone = found[4] or found[5] or ""
        if len(zone) == 5:
            zone = f"{zone[:3]}:{zone[3:]}"
        return f"{found[1]}T{found[3]}{zone}", text[found.end() :]
    found = _SYSLOG_TIME.match(text)
    if found is None or found[1] not in _MONTHS:
        return "", text
    month, day = _MONTHS.index(found[1]) + 1, int(found[2])
    year = _year(newest, month, day)
    return f"{year}-{month:02}-{day:02}T{found[3]}", text[found.end() :]


def _year(newest: datetime, month: int, day: int) -> int:
    """The latest year in which that day is not after the log was last written."""
    latest = newest + timedelta(days=1)
    fits = (newest.year, month, day) <= (latest.year, latest.month, latest.day)
    return newest.year if fits else newest.year - 1
