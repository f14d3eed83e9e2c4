"""Outlook's error numbers (0x…) and what each stands for."""

from typing import NamedTuple

from mailmend.errors import possible
from mailmend.errors.apple import with_reply
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading, Stage


class Number(NamedTuple):
    """What an error number means; `hint` narrows the causes, `certain` is false where a server's
    quoted reply says more."""

    meaning: str
    stage: Stage | None
    hint: str = ""
    certain: bool = True


NUMBERS: dict[str, Number] = {
    "0x800ccc0b": Number("connection", "connect"),
    "0x800ccc0d": Number("connection", "connect", "host-unknown"),
    "0x800ccc0e": Number("connection", "connect"),
    "0x800ccc0f": Number("connection", "connect"),
    "0x800ccc13": Number("connection", "connect"),
    "0x800ccc14": Number("connection", "connect"),
    "0x800ccc15": Number("connection", "connect"),
    "0x800ccc18": Number("auth-failed", "auth", "mechanism"),
    "0x800ccc19": Number("connection", "connect"),
    "0x800ccc1a": Number("tls-error", "tls", "tls-plain"),
    "0x800ccc1b": Number("connection", "connect"),
    "0x800ccc60": Number("other", None, "", certain=False),
    "0x800ccc61": Number("other", None, "", certain=False),
    "0x800ccc62": Number("protocol", None, "", certain=False),
    "0x800ccc63": Number("protocol", None, "", certain=False),
    "0x800ccc64": Number("protocol", None, "", certain=False),
    "0x800ccc65": Number("protocol", None, "", certain=False),
    "0x800ccc66": Number("protocol", None, "", certain=False),
    "0x800ccc67": Number("connection", "greeting", "", certain=False),
    "0x800ccc68": Number("recipient-refused", "rcpt", "", certain=False),
    "0x800ccc69": Number("recipient-unknown", "rcpt", "", certain=False),
    "0x800ccc6a": Number("server-error", None, "", certain=False),
    "0x800ccc6b": Number("recipient-unknown", "rcpt", "", certain=False),
    "0x800ccc6c": Number("server-error", None, "disk", certain=False),
    "0x800ccc6d": Number("size-exceeded", None, "", certain=False),
    "0x800ccc6e": Number("recipient-unknown", "rcpt", "", certain=False),
    "0x800ccc6f": Number("policy", None, "", certain=False),
    "0x800ccc78": Number("sender-rejected", "mail", "", certain=False),
    "0x800ccc79": Number("recipient-refused", "rcpt", "", certain=False),
    "0x800ccc7d": Number("tls-error", "starttls", "starttls-missing"),
    "0x800ccc80": Number("auth-unavailable", "auth", "mechanism-or-listener"),
    "0x800ccc81": Number("auth-failed", "auth"),
    "0x800ccc90": Number("auth-failed", "imap"),
    "0x800ccc91": Number("auth-failed", "imap"),
    "0x800ccc92": Number("auth-failed", "imap"),
    "0x8004020e": Number("sender-rejected", "mail", "", certain=False),
    "0x8004020f": Number("recipient-refused", "rcpt", "", certain=False),
    "0x80040213": Number("connection", "connect"),
    "0x80040217": Number("auth-failed", "auth"),
    "0x80042108": Number("connection", "connect"),
    "0x80042109": Number("connection", "connect"),
    "0x8004210a": Number("connection", "connect"),
    "0x8004210b": Number("connection", "connect"),
}

PATTERN = r"\b0[xX][0-9a-fA-F]{8}\b"


def read_outlook(flat: str) -> list[Reading]:
    """One reading for each different error number in the tidied text `flat`."""
    readings: dict[str, Reading] = {}
    for match in rx(PATTERN).finditer(flat):
        if number := NUMBERS.get(match[0].lower()):
            readings.setdefault(match[0].lower(), _numbered(match[0], number, flat))
    return list(readings.values())


def _numbered(alert: str, number: Number, flat: str) -> Reading:
    server = rx(r"Server: ?['\"]([\w.-]{1,253})['\"]").search(flat)
    port = rx(r"Port: ?(\d{1,5})\b").search(flat)
    shown = Reading(
        number.meaning,
        stage=number.stage,
        client="outlook",
        alert=alert,
        causes=possible.causes(number.meaning, number.hint),
        rules_out=possible.rules_out(number.meaning, number.stage),
        confidence=0.85 if number.certain else 0.6,
        text=flat,
        host=server[1] if server else None,
        port=int(port[1]) if port and 0 < int(port[1]) < 65536 else None,
    )
    return shown if number.certain else with_reply(shown)
