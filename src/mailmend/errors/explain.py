"""What any error text means: an alert, a reply, a bounce, or lines of a log."""

import re
from dataclasses import replace
from functools import lru_cache

from mailmend.errors.alerts import read_alert
from mailmend.errors.normal import MAX_TEXT
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply

MAX_LINES = 500
"""Lines of a log that are read."""

MEMO_TEXT = 2048
"""Texts up to this many characters are remembered: bounces and logs repeat themselves."""

MAIL_LINES = 5
"""A text of fewer line breaks is no mail."""

_REPLY = r"\s*[2345]\d\d(?:[ -]|\s*$)"
_TO_ZERO = str.maketrans("123456789", "000000000")
_VARIABLE = r"\d{4,}|\d{1,3}(?:\.\d{1,3}){3}"


def explain(text: str, stage: str | None = None, mta: str | None = None) -> tuple[Reading, ...]:
    """Every reading of `text`, the best first; one `unknown` reading when nothing is understood.

    `stage` is the SMTP command answered and `mta` the server software, where the caller knows.
    """
    text = text[:MAX_TEXT]
    if len(text) > MEMO_TEXT:
        return _read(text, stage, mta)
    shape = rx(_VARIABLE).sub(_zeros, text)
    if shape == text:
        return _remembered(text, stage, mta)
    readings = _remembered(shape, stage, mta)
    if len(readings) == 1 and readings[0].text == shape and not _names(readings[0]):
        return (replace(readings[0], text=text),)
    return _read(text, stage, mta)


def forget() -> None:
    """Forget every text remembered; for measurements."""
    _remembered.cache_clear()


def _zeros(match: re.Match[str]) -> str:
    return match[0].translate(_TO_ZERO)


def _names(reading: Reading) -> bool:
    """Whether a reading names something that the shape of its text may have lost."""
    return bool(reading.host or reading.address or reading.port)


@lru_cache(maxsize=4096)
def _remembered(text: str, stage: str | None, mta: str | None) -> tuple[Reading, ...]:
    return _read(text, stage, mta)


def _read(text: str, stage: str | None, mta: str | None) -> tuple[Reading, ...]:
    return (
        _log(text, mta)
        or _bounce(text)
        or _reply(text, stage, mta)
        or read_alert(_prose(text))
        or (Reading("unknown", text=text),)
    )


def _log(text: str, mta: str | None) -> tuple[Reading, ...]:
    from mailmend.errors.loglines import read_line, server_of_line

    if rx(_REPLY).match(text):
        return ()
    lines = [line for line in text.splitlines() if line.strip()][:MAX_LINES]
    if mta is None and sum(1 for line in lines if server_of_line(line)) * 2 <= len(lines):
        return ()
    if len(lines) <= 1 or (mta is not None and not server_of_line(lines[1])):
        readings = [read_line(text, mta)]
    else:
        readings = [read_line(line, mta) for line in lines]
    return _distinct([reading for reading in readings if reading])


def _distinct(readings: list[Reading]) -> tuple[Reading, ...]:
    """One reading of each meaning, faults first, in the order of confidence."""
    first: dict[str, Reading] = {}
    for reading in readings:
        first.setdefault(reading.meaning, reading)
    faults = [one for one in first.values() if one.meaning not in ("normal", "auth-ok")]
    fine = [one for one in first.values() if one.meaning in ("auth-ok", "normal")]
    return tuple(sorted(faults, key=lambda one: -one.confidence) + fine)


def _bounce(text: str) -> tuple[Reading, ...]:
    if "\n" not in text.strip():
        return ()
    from mailmend.errors.dsn import read_bounce

    return _distinct(list(read_bounce(text)))


def _prose(text: str) -> str:
    """What a person would read of the text: a mail without its headers and what it returns."""
    if text.count("\n") < MAIL_LINES:
        return text
    from mailmend.errors.mailtext import readable

    return readable(text)


def _reply(text: str, stage: str | None, mta: str | None) -> tuple[Reading, ...]:
    """A text that begins like a reply, or one whose stage the caller knows, is a reply."""
    if not rx(_REPLY).match(text) and stage is None and mta is None:
        return ()
    reading = read_reply(None, None, text, stage, mta)
    return (reading,) if reading.confidence >= 0.5 or rx(_REPLY).match(text) else ()
