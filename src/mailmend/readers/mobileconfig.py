"""Read the mail accounts of an Apple configuration profile (payload ``com.apple.mail.managed``).

Plain or binary property lists, also inside a signed envelope, which is opened without trusting
the signature. Passwords are noted as present or absent, never their value. Keys and defaults:
Apple's device-management schema; a missing UseSSL is false, a missing incoming port is the
protocol's default, a missing outgoing port makes the device try 25, 587 and 465.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

from mailmend.case import Authentication, InputError, Security
from mailmend.facts import Reported
from mailmend.readers._settings import Account, present, said
from mailmend.wire.cms import CmsRefused, is_cms, signed_content
from mailmend.wire.property_list import PropertyListRefused, parse_property_list

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 4
MAX_PAYLOADS = 256
MAX_TEXT = 1024
MAIL_PAYLOAD = "com.apple.mail.managed"
SOURCE = f"mobileconfig: {MAIL_PAYLOAD}"
EXCHANGE_PAYLOAD = "com.apple.eas.account"

Payload = Mapping[str, object]

_WAYS: dict[str, Authentication] = {
    "EmailAuthNone": "none",
    "EmailAuthPassword": "password",
    "EmailAuthCRAMMD5": "cram-md5",
    "EmailAuthNTLM": "ntlm",
    "EmailAuthHTTPMD5": "http-md5",
}
_PROTOCOLS = {"EmailTypeIMAP": "imap", "EmailTypePOP": "pop3"}
_DEFAULT_PORTS = {("imap", True): 993, ("imap", False): 143, ("pop3", True): 995}
_DIRECT_TLS = {465, 993, 995}
_PEM = re.compile(rb"-----BEGIN (PKCS7|CMS)-----([A-Za-z0-9+/=\s]+)-----END \1-----")


def read_mobileconfig(data: bytes) -> tuple[Account, ...]:
    """The mail accounts of the profile, at least one. Raises ``InputError``."""
    root = _property_list(_unwrapped(data))
    if not isinstance(root, dict):
        raise InputError("the profile is damaged: its top level is not a dictionary")
    if "EncryptedPayloadContent" in root:
        raise InputError("the profile is encrypted for one device; give the unencrypted one")
    payloads = list(_payloads(root))
    mail = [payload for payload in payloads if payload.get("PayloadType") == MAIL_PAYLOAD]
    if mail:
        return tuple(_account(payload) for payload in mail)
    if any(payload.get("PayloadType") == EXCHANGE_PAYLOAD for payload in payloads):
        raise InputError("the profile sets up an Exchange account, which does not send by SMTP")
    raise InputError("the property list holds no mail account (payload com.apple.mail.managed)")


def _unwrapped(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise InputError("the profile is larger than 8 MiB")
    armoured = _PEM.search(data) if data.lstrip().startswith(b"-----BEGIN") else None
    try:
        if armoured:
            data = base64.b64decode(armoured[2])
        return signed_content(data) if is_cms(data) else data
    except (CmsRefused, binascii.Error) as refusal:
        raise InputError(f"the signed profile cannot be opened: {refusal}") from None


def _property_list(data: bytes) -> object:
    try:
        return parse_property_list(data, MAX_BYTES)
    except PropertyListRefused as refusal:
        raise InputError(f"the profile is refused: {refusal}") from None


def _payloads(root: Payload) -> Iterator[Payload]:
    """The payload dictionaries of the profile and of profiles inside it, breadth first."""
    level: list[Payload] = [root]
    seen = 0
    for _ in range(MAX_DEPTH):
        below: list[Payload] = []
        for payload in level:
            seen += 1
            if seen > MAX_PAYLOADS:
                raise InputError(f"the profile holds more than {MAX_PAYLOADS} payloads")
            yield payload
            content = payload.get("PayloadContent")
            listed = content if isinstance(content, list) else [content]
            below += [item for item in listed[:MAX_PAYLOADS] if isinstance(item, dict)]
        level = below


def _account(payload: Payload) -> Account:
    protocol = _PROTOCOLS.get(_text(payload, "EmailAccountType") or "")
    incoming, outgoing = present(_incoming(payload, protocol)), present(_outgoing(payload))
    settings: dict[str, object] = {
        "device": {"app": "Apple Mail"},
        "incoming": incoming,
        "outgoing": outgoing,
    }
    facts = (
        *_noted(payload),
        *said("incoming", incoming, SOURCE),
        *said("outgoing", outgoing, SOURCE),
    )
    return Account(_text(payload, "EmailAddress") or None, settings, facts)


def _incoming(payload: Payload, protocol: str | None) -> dict[str, object]:
    secure = _flag(payload, "IncomingMailServerUseSSL")
    port = _number(payload, "IncomingMailServerPortNumber")
    if port is None and protocol:
        port = _DEFAULT_PORTS.get((protocol, secure), 110)
    return {
        "protocol": protocol,
        "host": _text(payload, "IncomingMailServerHostName"),
        "port": port,
        "security": _security(secure, port),
        "username": _text(payload, "IncomingMailServerUsername"),
        "authentication": _way(payload, "IncomingMailServerAuthentication"),
    }


def _outgoing(payload: Payload) -> dict[str, object]:
    port = _number(payload, "OutgoingMailServerPortNumber")
    way = _way(payload, "OutgoingMailServerAuthentication")
    username = _text(payload, "OutgoingMailServerUsername")
    return {
        "host": _text(payload, "OutgoingMailServerHostName"),
        "port": port,
        "security": _security(_flag(payload, "OutgoingMailServerUseSSL"), port),
        "username": "" if username is None and way == "none" else username,
        "password_set": _has_password(payload),
        "authentication": way,
    }


def _security(secure: bool, port: int | None) -> Security | None:
    """Apple Mail decides by the port whether TLS starts at once; open where the port is open."""
    if not secure:
        return "none"
    if port is None:
        return None
    return "tls" if port in _DIRECT_TLS else "starttls"


def _has_password(payload: Payload) -> bool | None:
    """Whether the profile brings the outgoing password; ``None`` where the device asks for it."""
    same = _flag(payload, "OutgoingPasswordSameAsIncomingPassword")
    brought = _text(payload, "OutgoingPassword") or (same and _text(payload, "IncomingPassword"))
    return True if brought else None


def _noted(payload: Payload) -> Iterator[Reported]:
    """What the profile says beyond a case: keys left out, and limits it puts on the account."""
    for key, field in (
        ("OutgoingMailServerPortNumber", "profile.outgoing-port-missing"),
        ("OutgoingMailServerUseSSL", "profile.outgoing-ssl-missing"),
        ("OutgoingMailServerUsername", "profile.outgoing-username-missing"),
        ("OutgoingMailServerAuthentication", "profile.outgoing-authentication-missing"),
    ):
        if key not in payload:
            yield _reported(field, True, key)
    key = "OutgoingPasswordSameAsIncomingPassword"
    yield _reported("profile.outgoing-password-same", _flag(payload, key), key)
    for key, field in (
        ("PreventAppSheet", "profile.prevent-app-sheet"),
        ("PreventMove", "profile.prevent-move"),
    ):
        if _flag(payload, key):
            yield _reported(field, True, key)
    if payload.get("VPNUUID"):
        yield _reported("profile.vpn", True, "VPNUUID")


def _reported(field: str, value: str | int | bool, key: str) -> Reported:
    return Reported(field=field, value=value, source=f"mobileconfig: {key}")


def _text(payload: Payload, key: str) -> str | None:
    value = payload.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"the profile's {key} is not a text")
    if value is not None and len(value) > MAX_TEXT:
        raise InputError(f"the profile's {key} is longer than {MAX_TEXT} characters")
    return value


def _flag(payload: Payload, key: str) -> bool:
    value = payload.get(key, False)
    if not isinstance(value, bool):
        raise InputError(f"the profile's {key} is neither true nor false")
    return value


def _number(payload: Payload, key: str) -> int | None:
    value = payload.get(key)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise InputError(f"the profile's {key} is not a whole number")
    return value


def _way(payload: Payload, key: str) -> Authentication | None:
    word = _text(payload, key)
    if word is not None and word not in _WAYS:
        raise InputError(f"the profile's {key} has a value Apple Mail does not know")
    return _WAYS.get(word or "")
