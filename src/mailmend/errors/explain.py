"""What any error text means: an alert, a reply, a bounce, or lines of a log."""

from functools import lru_cache

from mailmend.errors import normal, replies, shape
from mailmend.errors.about import is_web_error
from mailmend.errors.alerts import read_alert
from mailmend.errors.normal import MAX_TEXT
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.whose_log import server_of_line

MAX_LINES = 500
"""Lines of a log that are read."""

MEMO_TEXT = 2048
"""Texts up to this many characters are remembered: bounces and logs repeat themselves."""

MAIL_LINES = 5
"""A text of fewer line breaks is no mail."""

_REPLY = r"\s*[2345]\d\d(?:[ -]|\s*$)"


def explain(text: str, stage: str | None = None, mta: str | None = None) -> tuple[Reading, ...]:
    """Every reading of `text`, the best first; one `unknown` reading when nothing is understood.

    `stage` is the SMTP command answered and `mta` the server software, where the caller knows.
    """
    text = text[:MAX_TEXT]
    return (_remembered if len(text) <= MEMO_TEXT else _read)(text, stage, mta)


@lru_cache(maxsize=4096)
def _remembered(text: str, stage: str | None, mta: str | None) -> tuple[Reading, ...]:
    """What is read of a text seen before, or of one that differs in its names only."""
    reading = None if "\n" in text else _of_shape(shape.shape(text), stage, mta)
    return _read(text, stage, mta) if reading is None else (reading.but(text=text),)


def forget_readings() -> None:
    """Forget what every text was read as, but not its words; for measurements."""
    _remembered.cache_clear()
    _of_shape.cache_clear()
    replies.forget()


def forget() -> None:
    """Forget every reading and every word; for measurements."""
    forget_readings()
    normal.forget()
    shape.forget()


@lru_cache(maxsize=16384)
def _of_shape(text: str, stage: str | None, mta: str | None) -> Reading | None:
    """The reading of every text of this shape; None where the shape is not all that counts."""
    first, *others = _read(text, stage, mta)
    named = first.host or first.address or first.port or first.alert or first.text != text
    return None if others or named else first


def _read(text: str, stage: str | None, mta: str | None) -> tuple[Reading, ...]:
    if stage is None and mta is None and is_web_error(text):
        return (Reading("unknown", text=text),)
    lines = text.splitlines()
    is_reply = rx(_REPLY).match(text) is not None
    if len(lines) == 1:
        found = _line(text, stage, mta, is_reply=is_reply)
    else:
        found = (() if is_reply else _log(text, lines, mta)) or _bounce(text)
    return (
        found
        or _reply(text, stage, mta, is_reply=is_reply)
        or read_alert(_prose(text))
        or (Reading("unknown", text=text),)
    )


def _line(text: str, stage: str | None, mta: str | None, *, is_reply: bool) -> tuple[Reading, ...]:
    if is_reply:
        return (replies.read_reply(None, None, text, stage, mta),)
    return _lines_read([text], mta) if mta is not None or server_of_line(text) else ()


def _log(text: str, lines: list[str], mta: str | None) -> tuple[Reading, ...]:
    lines = [line for line in lines if line.strip()][:MAX_LINES]
    if mta is None and sum(1 for line in lines if server_of_line(line)) * 2 <= len(lines):
        return ()
    is_one = len(lines) <= 1 or (mta is not None and not server_of_line(lines[1]))
    return _lines_read([text] if is_one else lines, mta)


def _lines_read(lines: list[str], mta: str | None) -> tuple[Reading, ...]:
    from mailmend.errors.loglines import read_line

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


def _reply(text: str, stage: str | None, mta: str | None, *, is_reply: bool) -> tuple[Reading, ...]:
    """A text that begins like a reply, or one whose stage the caller knows, is a reply."""
    if not is_reply and stage is None and mta is None:
        return ()
    reading = replies.read_reply(None, None, text, stage, mta)
    return (reading,) if reading.confidence >= 0.5 or is_reply else ()
