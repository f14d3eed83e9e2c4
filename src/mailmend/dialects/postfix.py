"""Log lines of Postfix: smtpd sessions by process, deliveries by queue number, its own faults.

The client's address comes directly after ``from host`` in the daemon's own words; what the client
said (addresses, HELO, user name) stands after it and is never searched for anything else.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.dialects._event import LogEvent
from mailmend.dialects._frame import Frame
from mailmend.facts import FaultKind

_PEER = r"\S{1,255}\[([0-9A-Fa-f.:]{2,45})\](?::\d{1,5})?"
_REPLY = r"([245]\d\d(?: [245]\.\d{1,3}\.\d{1,3})? .{0,2000}?)"
_ADDRESS = r"<([^>]{0,320})>"

_OPENED = re.compile(rf"connect from {_PEER}$")
_SECURED = re.compile(
    rf"(?:Anonymous|Untrusted|Trusted|Verified) TLS connection established from {_PEER}: "
)
_TLS_ERROR = re.compile(rf"SSL_accept error from {_PEER}: (.{{0,300}})$")
_LIBRARY = re.compile(r"warning: TLS library problem: error:[0-9A-Fa-f]{2,12}:(.{0,300})$")
_PIPELINED = re.compile(
    rf"improper command pipelining after CONNECT from {_PEER}: (\\026\\003|\x16\x03)"
)
_LOST = re.compile(rf"(?:lost connection|timeout) after (\S{{1,40}}).{{0,40}}? from {_PEER}$")
_REFUSED = re.compile(
    rf"[0-9A-Za-z]{{6,20}}: (?:milter-)?reject: (\S{{1,30}})(?: \S{{1,30}})? from {_PEER}:"
    rf" {_REPLY}(?:; (?=from=|proto=|to=)(.*))?$"
)
_CONTENT = re.compile(
    rf"([0-9A-Za-z]{{6,20}}): reject: (?:header|body|nested header|mime header|content) .{{1,2000}}"
    rf" from {_PEER}; .{{0,1000}}: ([45]\.\d{{1,3}}\.\d{{1,3}} .{{0,500}})$"
)
_AT_END = re.compile(
    rf"([0-9A-Za-z]{{6,20}}): milter-reject: END-OF-MESSAGE from {_PEER}: "
    rf"([45]\.\d{{1,3}}\.\d{{1,3}} .{{0,500}}?); (?=from=|proto=|to=)"
)
_TOLD = re.compile(
    rf"(?:from={_ADDRESS} ?)?(?:to={_ADDRESS} ?)?(?:proto=(?:E?SMTP) ?)?(?:helo=<(.{{0,255}})>)?"
)
_LOGIN_FAILED = re.compile(
    rf"warning: {_PEER}: SASL ([\w-]{{1,30}}) authentication failed:(.{{0,500}})$"
)
_ACCEPTED = re.compile(
    rf"([0-9A-Za-z]{{6,20}}): client={_PEER}(?:, sasl_method=([\w-]{{1,30}}), sasl_username="
    rf"(.{{1,320}}))?$"
)
_CLOSED = re.compile(
    rf"disconnect from {_PEER}((?: [a-z_]{{1,20}}=\d{{1,9}}(?:/\d{{1,9}})?){{0,40}})$"
)
_RATE = re.compile(
    rf"warning: [\w -]{{3,60}} (?:rate|count) limit exceeded: \d{{1,9}} from {_PEER} for service"
)
_DELIVERY = re.compile(
    rf"([0-9A-Za-z]{{6,20}}): to={_ADDRESS}, (?:orig_to=<[^>]{{0,320}}>, )?relay=.{{1,300}}?,"
    rf" delay=\S{{1,20}}, "
    r"(?:delays=\S{1,60}, )?dsn=\d\.\d{1,3}\.\d{1,3}, status=(sent|deferred|bounced|expired)"
    r" \((.{0,2000})\)$"
)
_FROM = re.compile(rf"([0-9A-Za-z]{{6,20}}): from={_ADDRESS}, size=\d{{1,20}}, nrcpt=\d{{1,9}} ")
_EXPIRED = re.compile(
    r"([0-9A-Za-z]{6,20}): from=<[^>]{0,320}>, status=(?:force-)?(expired, returned to sender)$"
)
_FAULT_TEXTS: tuple[tuple[FaultKind, str], ...] = (
    ("filter", r"warning: connect to Milter service \S{1,300}: "),
    ("filter", r"warning: milter \S{1,300}: .{0,100}(?:refused|timeout|error)"),
    ("filter", r"warning: problem talking to server \S{1,300}: "),
    (
        "certificate",
        r"warning: cannot (?:get|load) (?:\S{1,20} )?(?:certificate|(?:private )?key)\b",
    ),
    ("disk", r"warning: not enough free space in mail queue: "),
    ("login-service", r"warning: SASL: Connect to .{1,300} failed: "),
    ("login-service", r"fatal: no SASL authentication mechanisms"),
    ("login-service", r"warning: SASL authentication failure: cannot connect to saslauthd "),
    ("service", r"warning: \S{1,200}/smtpd: bad command startup -- throttling"),
)
_FAULTS = tuple((kind, re.compile(pattern)) for kind, pattern in _FAULT_TEXTS)
_PORTS = {"submission": 587, "submissions": 465, "smtps": 465, "smtp": 25}
_STATUS = {"sent": "relayed", "deferred": "deferred", "bounced": "bounced", "expired": "bounced"}


def event(frame: Frame) -> LogEvent | None:
    """What a line of one of Postfix's programs says, or ``None``."""
    service, daemon = _service(frame.program)
    base = LogEvent(
        software="postfix",
        what="note",
        time=frame.time,
        session=f"{daemon}[{frame.pid}]" if daemon == "smtpd" else "",
        service=service,
        port=_PORTS.get(service, int(service) if re.fullmatch(r"\d{2,5}", service) else None),
    )
    if daemon == "smtpd":
        return _smtpd(base, frame.message)
    if daemon == "cleanup" and (content := _content(base, frame.message)) is not None:
        return content
    if daemon in ("smtp", "lmtp", "local", "virtual", "pipe", "error", "discard"):
        return _delivery(base, frame.message)
    if daemon == "qmgr" and (gone := _EXPIRED.match(frame.message)):
        return replace(base, what="delivery", queue=gone[1], status="bounced", reason=gone[2])
    if daemon == "qmgr" and (found := _FROM.match(frame.message)):
        return replace(base, queue=found[1], sender=found[2], service="", port=None)
    return _fault(base, frame.message)


def _service(program: str) -> tuple[str, str]:
    """The listener and the daemon in ``postfix/submission/smtpd``; plain smtpd is port 25's."""
    parts = program.split("/")
    daemon = parts[-1]
    return (parts[1] if len(parts) > 2 else "smtp"), daemon


def _smtpd(base: LogEvent, message: str) -> LogEvent | None:
    return (
        _refusal(base, message)
        or _login(base, message)
        or _plain(base, message)
        or _fault(base, message)
    )


def _plain(base: LogEvent, message: str) -> LogEvent | None:
    """Where the connection stands."""
    if found := _OPENED.match(message):
        return replace(base, what="opened", client=found[1])
    if found := _SECURED.match(message):
        return replace(base, what="secured", client=found[1], tls=True)
    if found := _CLOSED.match(message):
        return replace(base, what="closed", client=found[1], counters=_counters(found[2]))
    if found := _TLS_ERROR.match(message):
        return replace(base, what="tls-failed", client=found[1], reason=found[2])
    if found := _LIBRARY.match(message):
        return replace(base, what="tls-failed", reason=found[1])
    if found := _PIPELINED.match(message):
        return replace(base, what="tls-failed", client=found[1], reason="a TLS handshake in clear")
    if found := _LOST.match(message):
        return replace(base, client=found[2], stage=found[1].lower())
    return None


def _login(base: LogEvent, message: str) -> LogEvent | None:
    if found := _LOGIN_FAILED.match(message):
        reason, _, user = found[3].strip().partition(", sasl_username=")
        down = re.search(r"temporary|generic failure|connection lost", reason, re.IGNORECASE)
        return replace(
            base,
            what="login",
            client=found[1],
            login="unavailable" if down else "refused",
            mechanism=found[2],
            reason=reason,
            username="" if user == "(unavailable)" else user,
        )
    if found := _ACCEPTED.match(message):
        return replace(
            base,
            what="accepted",
            queue=found[1],
            client=found[2],
            mechanism=found[3] or "",
            username=(found[4] or "").partition(", sasl_sender=")[0],
            login="accepted" if found[4] else "unknown",
        )
    return None


def _refusal(base: LogEvent, message: str) -> LogEvent | None:
    found = _REFUSED.match(message)
    if found is None:
        rate = _RATE.match(message)
        return rate and replace(base, what="fault", fault="rate", client=rate[1], reason=message)
    told = _TOLD.match(found[4] or "")
    sender, recipient, helo = told.groups("") if told else ("", "", "")
    return replace(
        base,
        what="refused",
        stage=found[1].lower(),
        client=found[2],
        reply=found[3],
        sender=sender,
        recipient=recipient,
        helo=helo,
    )


def _content(base: LogEvent, message: str) -> LogEvent | None:
    """The message itself refused; the line has no reply code, so the class stands for it."""
    found = _CONTENT.match(message) or _AT_END.match(message)
    if found is None:
        return None
    code = "550" if found[3].startswith("5") else "450"
    return replace(
        base, what="refused", stage="end-of-message", queue=found[1], client=found[2],
        reply=f"{code} {found[3]}", service="", port=None,
    )  # fmt: skip


def _counters(text: str) -> dict[str, tuple[int, int]]:
    """``auth=0/1`` is none accepted of one; ``auth=2`` two of two (since Postfix 3.0)."""
    pairs = (word.split("=", 1) for word in text.split())
    counted = {}
    for name, value in pairs:
        good, _, every = value.partition("/")
        counted[name] = (int(good), int(every or good))
    return counted


def _delivery(base: LogEvent, message: str) -> LogEvent | None:
    found = _DELIVERY.match(message)
    if found is None:
        return None
    status = _STATUS[found[3]]
    return replace(
        base,
        what="delivery",
        session="",
        queue=found[1],
        recipient=found[2],
        status=status,  # type: ignore[arg-type]
        reason=found[4],
    )


def _fault(base: LogEvent, message: str) -> LogEvent | None:
    for kind, pattern in _FAULTS:
        if pattern.match(message):
            return replace(base, what="fault", fault=kind, reason=message)
    return None
