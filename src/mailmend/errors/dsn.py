"""Read a bounce: the fields of a delivery status notification (RFC 3464), or its prose."""

import re
from dataclasses import replace

from mailmend.errors.mailtext import readable
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply

MAX_RECIPIENTS = 16
MAX_PARAGRAPHS = 40
MAX_FIELD = 2048
"""Characters of a field that are read."""

_FIELD = (
    r"^(final-recipient|original-recipient|diagnostic-code|status|remote-mta|action|reporting-mta)"
    r"[ \t]*:[ \t]*(.*(?:\r?\n[ \t]+\S.*){0,40})"
)
_TYPED = r"(?i)^(?:smtp|x-[\w-]+|rfc822|dns|local|unix)\s*;\s*"
_HEADERS = r"(?:dkim-signature|arc-[a-z-]+|authentication-results|received|x-[a-z-]+):"
_BOUNCE = (
    r"delivery (?:status notification|to the following recipients? (?:failed|has been delayed))"
    r"|undelivered mail returned|undeliverable|mail delivery (?:failed|system|subsystem)"
    r"|(?:could not|couldn't|wasn't|was not|cannot|not) be(?:en)? delivered|returned to sender"
    r"|could not deliver|wasn't able to deliver|unable to deliver|failed permanently"
    r"|mailer-daemon|returned mail|delivery (?:has )?failed|not delivered|failure notice"
    r"|had (?:permanent|fatal) "
)


def read_bounce(text: str) -> tuple[Reading, ...]:
    """One reading for each failed recipient, in the order of the notification.

    `address` is the recipient, `host` the server that refused.  A bounce without fields is read
    by the paragraph that tells most.  Empty when `text` is no bounce or does not tell why.
    """
    body = readable(text)
    fields = _fields_of(body)
    if not fields and not rx(_BOUNCE, re.IGNORECASE).search(text):
        return ()
    readings = [_read(group) for group in _recipients(fields)[:MAX_RECIPIENTS]]
    told = [reading for reading in readings if reading and reading.confidence >= 0.6]
    return tuple(told) or _prose(body)


def _prose(body: str) -> tuple[Reading, ...]:
    best: Reading | None = None
    for paragraph in rx(r"\n\s*\n").split(body)[:MAX_PARAGRAPHS]:
        if rx(_HEADERS, re.IGNORECASE).match(paragraph.lstrip()):
            continue
        reading = read_reply(None, None, " ".join(paragraph.split()))
        if reading.confidence > (best.confidence if best else 0.45):
            best = reading
    return (best,) if best else ()


def _fields_of(text: str) -> list[tuple[str, str]]:
    found = [
        (match[1].lower(), " ".join(match[2].split())[:MAX_FIELD])
        for match in rx(_FIELD, re.IGNORECASE | re.MULTILINE).finditer(text)
    ]
    names = {name for name, _ in found}
    return found if names & {"diagnostic-code", "status"} else []


def _recipients(fields: list[tuple[str, str]]) -> list[dict[str, str]]:
    groups: list[dict[str, str]] = [{}]
    for name, value in fields:
        if name in groups[-1] and name in ("final-recipient", "diagnostic-code"):
            groups.append({})
        groups[-1].setdefault(name, value)
    return groups


def _read(group: dict[str, str]) -> Reading | None:
    diagnostic = rx(_TYPED).sub("", group.get("diagnostic-code", ""))
    if not rx("[A-Za-z]{2}").search(diagnostic):
        diagnostic = ""
    status = rx(r"[245]\.\d{1,3}\.\d{1,3}").match(group.get("status", ""))
    if group.get("action", "").lower() in ("delivered", "relayed", "expanded"):
        return None
    if not diagnostic and not status:
        return None
    inner = rx(r"\b[245]\.\d{1,3}\.\d{1,3}\b").search(diagnostic)
    enhanced = None if inner else status[0] if status else None
    reading = read_reply(None, enhanced, diagnostic or group["status"])
    address = rx(r"[^\s;<>]+@[^\s;<>]+").search(group.get("final-recipient", ""))
    host = rx(_TYPED).sub("", group.get("remote-mta", "")).split()
    return replace(reading, address=address[0] if address else None, host=host[0] if host else None)
