"""Outlook's names for the settings of an Internet account, in .prf files and in the registry.

Both name the same properties, in the registry with spaces between the words. Numbers: connection
security 0 none, 1 TLS at once, 2 STARTTLS, 3 as the server offers; sign-in for sending 0 as for
receiving, 1 with a name of its own, 2 by receiving first (POP before SMTP).
"""

from __future__ import annotations

from collections.abc import Mapping

from mailmend.case import Authentication, Security
from mailmend.readers._settings import Account, account

Values = Mapping[str, str | int]

_SECURITY: dict[int, Security] = {0: "none", 1: "tls", 2: "starttls"}
OWN_NAME, RECEIVE_FIRST = 1, 2


def outlook_account(values: Values, source: str) -> Account | None:
    """The account in values with lower-case names without spaces; ``None`` if it is no mail."""
    protocol = next((word for word in ("imap", "pop3") if _text(values, f"{word}server")), None)
    if protocol is None and not _text(values, "smtpserver"):
        return None
    address = _text(values, "emailaddress") or _text(values, "email")
    address = address if address and "@" in address and "%" not in address else None
    incoming = _incoming(values, protocol) if protocol else {}
    return account(address, "Outlook", incoming, _outgoing(values, protocol), source)


def _incoming(values: Values, protocol: str) -> dict[str, object]:
    secure = _number(values, f"{protocol}usessl")
    found = _number(values, f"{protocol}secureconnection")
    security = _SECURITY.get(found) if found is not None else None
    if found is None and secure is not None:
        security = "tls" if secure else "none"
    return {
        "protocol": protocol,
        "host": _text(values, f"{protocol}server"),
        "port": _number(values, f"{protocol}port"),
        "security": security,
        "username": _name(values, protocol),
        "authentication": _way(values, protocol),
    }


def _outgoing(values: Values, protocol: str | None) -> dict[str, object]:
    found = _number(values, "smtpsecureconnection")
    if found is None:
        found = _number(values, "smtpusessl")
    way, name = _sign_in(values, protocol)
    return {
        "host": _text(values, "smtpserver"),
        "port": _number(values, "smtpport"),
        "security": None if found is None else _SECURITY.get(found),
        "username": name,
        "authentication": way,
    }


def _sign_in(values: Values, protocol: str | None) -> tuple[Authentication | None, str | None]:
    """How Outlook signs in to send, and as whom."""
    uses, method = _number(values, "smtpuseauth"), _number(values, "smtpauthmethod") or 0
    if uses is None:
        return None, _name(values, "smtp")
    if not uses or method == RECEIVE_FIRST:
        return "none", ""
    if method == OWN_NAME:
        return _way(values, "smtp") or "password", _name(values, "smtp") or ""
    if protocol is None:
        return "password", None
    return _way(values, protocol) or "password", _name(values, protocol)


def _way(values: Values, protocol: str) -> Authentication | None:
    secure = _number(values, f"{protocol}usespa")
    if secure is None:
        return None
    return "ntlm" if secure else "password"


def _name(values: Values, protocol: str) -> str | None:
    """The user name; a placeholder of a template is none."""
    found = _text(values, f"{protocol}username") or _text(values, f"{protocol}user")
    return None if found is None or "%" in found else found


def _text(values: Values, key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) and value else None


def _number(values: Values, key: str) -> int | None:
    value = values.get(key)
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    return value
