"""What any error text means: an alert, a reply, a bounce, or lines of a log."""

from mailmend.errors.alerts import read_alert
from mailmend.errors.dsn import is_bounce, read_bounce
from mailmend.errors.loglines import read_line, server_of_line
from mailmend.errors.normal import MAX_TEXT
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply

MAX_LINES = 500
"""Lines of a log that are read."""

_REPLY = r"\s*[2345]\d\d(?:[ -]|\s*$)"


def explain(text: str, stage: str | None = None, mta: str | None = None) -> tuple[Reading, ...]:
    """Every reading of `text`, the best first; one `unknown` reading when nothing is understood.

    `stage` is the SMTP command answered and `mta` the server software, where the caller knows.
    """
    text = text[:MAX_TEXT]
    return (
        _log(text, mta)
        or _bounce(text)
        or _reply(text, stage, mta)
        or read_alert(text)
        or (Reading("unknown", text=text),)
    )


def _log(text: str, mta: str | None) -> tuple[Reading, ...]:
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
    return _distinct(list(read_bounce(text))) if is_bounce(text) else ()


def _reply(text: str, stage: str | None, mta: str | None) -> tuple[Reading, ...]:
    """A text that begins like a reply, or one whose stage the caller knows, is a reply."""
    if not rx(_REPLY).match(text) and stage is None and mta is None:
        return ()
    reading = read_reply(None, None, text, stage, mta)
    return (reading,) if reading.confidence >= 0.5 or rx(_REPLY).match(text) else ()
