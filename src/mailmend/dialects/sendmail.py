"""Log lines of Sendmail: sessions by process, which serves one connection; messages by number."""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.dialects._event import LogEvent, Status
from mailmend.dialects._frame import Frame

_ID = re.compile(r"([0-9A-Za-z]{14,20}): ")
_RELAY = r"relay=(?:[^\s,\[\]]{1,255} )?\[(?:IPv6:)?([0-9A-Fa-f.:]{2,45})\](?: \(may be forged\))?"
_REFUSED = re.compile(
    rf"ruleset=check_(relay|mail|rcpt|eoh|compat), arg1=(.{{0,340}}?), (?:arg2=.{{0,340}}?,"
    rf" )?{_RELAY}, reject=([45]\d\d .{{0,2000}})$"
)
_LOGIN = re.compile(
    rf"AUTH=server, {_RELAY}, authid=(.{{1,320}}), mech=([\w-]{{1,30}}), bits=\d{{1,5}}$"
)
_FAILED = re.compile(
    rf"AUTH failure \(([\w-]{{1,30}})\): (.{{1,300}}?)(?:, user=(.{{0,320}}))?, {_RELAY}$"
)
_TLS = re.compile(rf"STARTTLS=server, {_RELAY}, version=")
_TLS_FAILED = re.compile(rf"STARTTLS=server, error: accept failed=.{{0,300}}?, {_RELAY}$")
_FROM = re.compile(
    rf"from=(<[^>]{{0,320}}>|[^\s,]{{1,320}}), size=\d{{1,20}}, .{{0,600}}?daemon="
    rf"([\w-]{{1,60}}), {_RELAY}$"
)
_TO = re.compile(
    r"to=(.{1,340}?), .{0,600}? stat=(Sent|Deferred|queued|.{1,300}?)(?:[:( ]|$)(.{0,1000})$"
)
_IDLE = re.compile(
    r"(?:[^\s,\[\]]{1,255} )?\[(?:IPv6:)?([0-9A-Fa-f.:]{2,45})\](?: \(may be forged\))? "
    r"did not issue MAIL/EXPN/VRFY/ETRN during connection to ([\w-]{1,60})$"
)
_PORTS = {
    "MTA": 25,
    "MTA-v4": 25,
    "MTA-v6": 25,
    "MSA": 587,
    "MSA-v4": 587,
    "MSP-v4": 587,
    "MSP-v6": 587,
    "TLSMTA": 465,
    "TLSMSA": 465,
}


def event(frame: Frame) -> LogEvent | None:
    """What a line of Sendmail says, or ``None``."""
    found = _ID.match(frame.message)
    queue, message = (found[1], frame.message[found.end() :]) if found else ("", frame.message)
    base = LogEvent(software="sendmail", what="note", time=frame.time, session=frame.pid)
    if found := _IDLE.match(message):
        port = _PORTS.get(found[2])
        return replace(base, what="closed", client=found[1], service=found[2], port=port)
    return _login(base, message) or _refused(base, message) or _message(base, message, queue)


def _login(base: LogEvent, message: str) -> LogEvent | None:
    if found := _LOGIN.match(message):
        return replace(
            base, what="login", login="accepted", client=found[1], username=found[2],
            mechanism=found[3],
        )  # fmt: skip
    if found := _FAILED.match(message):
        return replace(
            base, what="login", login="refused", mechanism=found[1], reason=found[2],
            username=found[3] or "", client=found[4],
        )  # fmt: skip
    if found := _TLS.match(message):
        return replace(base, what="secured", client=found[1], tls=True)
    if found := _TLS_FAILED.match(message):
        return replace(base, what="tls-failed", client=found[1], reason=message[:300])
    return None


def _refused(base: LogEvent, message: str) -> LogEvent | None:
    found = _REFUSED.match(message)
    if found is None:
        return None
    stage, address = found[1], found[2].strip("<>")
    return replace(
        base,
        what="refused",
        stage={"relay": "connect", "eoh": "data", "compat": "rcpt"}.get(stage, stage),
        sender=address if stage == "mail" else "",
        recipient=address if stage == "rcpt" else "",
        client=found[3],
        reply=found[4].replace("... ", " ", 1),
    )


def _message(base: LogEvent, message: str, queue: str) -> LogEvent | None:
    if found := _FROM.match(message):
        sender = found[1].strip("<>")
        taken = re.search(r"nrcpts=[1-9]", message) is not None and ", size=0," not in message
        return replace(
            base,
            what="accepted" if taken else "note",
            queue=queue,
            sender=sender,
            service=found[2],
            port=_PORTS.get(found[2]),
            client=found[3],
        )
    if found := _TO.match(message):
        ends: dict[str, Status] = {"Sent": "relayed", "Deferred": "deferred", "queued": "deferred"}
        status = ends.get(found[2], "bounced")
        said = f"{'' if found[2] in ends else found[2]} {found[3]}".strip()
        recipient = found[1].strip("<>")
        return replace(
            base,
            what="delivery",
            session="",
            queue=queue,
            recipient=recipient,
            status=status,
            reason=said,
        )
    return None
