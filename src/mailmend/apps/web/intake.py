"""From the forms of the owner's page to the case. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast, get_args

from mailmend.apps.web.alerts import picture
from mailmend.apps.web.devices import device_of
from mailmend.case import (
    Authentication,
    Case,
    InputError,
    Onset,
    Outgoing,
    Security,
    parse_address,
    parse_host,
    parse_port,
)
from mailmend.text import Text, phrase

MAX_ERROR = 8 * 1024
MAX_FIELD = 254
BLANK, FILLED = "blank", "filled"
AUTHENTICATIONS: dict[str, Text] = {
    "none": phrase("None"),
    "password": phrase("Password"),
    "cram-md5": phrase("MD5 Challenge-Response"),
    "ntlm": phrase("NTLM"),
    "http-md5": phrase("HTTP MD5 Digest"),
}


class Unusable(Exception):
    """A field that cannot be used: its name, and what to do about it."""

    def __init__(self, field: str, words: Text) -> None:
        super().__init__(words)
        self.field = field
        self.words = words


@dataclass(frozen=True, slots=True)
class Told:
    """The first form, as it was sent."""

    address: str = ""
    alert: str = ""
    error: str = ""
    onset: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The form for the outgoing server's settings on the device, as it was sent."""

    host: str = ""
    port: str = ""
    ssl: str = ""
    username: str = ""
    username_state: str = ""
    password_state: str = ""
    authentication: str = ""
    sender: str = ""


def case_of(told: Told, agent: str) -> Case:
    """The case of the first form. Raises ``Unusable``."""
    try:
        address = parse_address(told.address)
    except InputError:
        raise Unusable(
            "address", phrase("Please type the whole address, like name@example.org.")
        ) from None
    onset = told.onset if told.onset in get_args(Onset) else "unknown"
    return Case(
        address=address,
        error=_error(told),
        onset=cast("Onset", onset),
        can_receive=True,
        device=device_of(told.device, agent),
    )


def _error(told: Told) -> str | None:
    """The pasted words, which are better than the picture, or the picture's."""
    pasted = "".join(char for char in told.error if char.isprintable() or char in "\n\t")
    if len(pasted) > MAX_ERROR:
        raise Unusable("error", phrase("That is too long: the alert itself is enough."))
    if pasted.strip():
        return pasted.strip()
    chosen = picture(told.alert)
    return chosen.error if chosen else None


def with_settings(case: Case, told: Settings) -> Case:
    """The case with what was told of the device's settings; the rest stays. Raises ``Unusable``."""
    return replace(
        case,
        sender=_sender(told.sender) if told.sender.strip() else case.sender,
        outgoing=replace(
            case.outgoing,
            host=_host(told.host) if told.host.strip() else case.outgoing.host,
            port=_port(told.port) if told.port.strip() else case.outgoing.port,
            security=_security(told, case.outgoing),
            username=_username(told, case.outgoing),
            password_set={BLANK: False, FILLED: True}.get(
                told.password_state, case.outgoing.password_set
            ),
            authentication=_authentication(told, case.outgoing),
        ),
    )


def settings_of(case: Case) -> Settings:
    """The form as it is filled in where nothing was sent: with what is known."""
    known = case.outgoing
    states = {None: "", False: BLANK, True: FILLED}
    return Settings(
        host=known.host or "",
        port=str(known.port or ""),
        ssl={None: "", "none": "off"}.get(known.security, "on"),
        username=known.username or "",
        username_state=states[None if known.username is None else bool(known.username)],
        password_state=states[known.password_set],
        authentication=known.authentication or "",
        sender=case.sender or "",
    )


def _sender(text: str) -> str:
    try:
        return parse_address(text)
    except InputError:
        raise Unusable(
            "sender", phrase("Please type the whole address, like name@example.org.")
        ) from None


def _host(text: str) -> str:
    try:
        return parse_host(text, "host")
    except InputError:
        raise Unusable("host", phrase("Please type the host name again by hand.")) from None


def _port(text: str) -> int:
    try:
        return parse_port(text.strip(), "port")
    except InputError:
        raise Unusable("port", phrase("A port is a number from 1 to 65535.")) from None


def _security(told: Settings, known: Outgoing) -> Security | None:
    """Apple's one switch means TLS at once on port 465 and STARTTLS elsewhere."""
    match told.ssl:
        case "off":
            return "none"
        case "on":
            return "tls" if told.port.strip() == "465" or known.port == 465 else "starttls"
        case "starttls" | "tls":
            return cast("Security", told.ssl)
    return known.security


def _username(told: Settings, known: Outgoing) -> str | None:
    text = told.username.strip()
    if told.username_state == BLANK:
        return ""
    if len(text) > MAX_FIELD or not text.isprintable():
        raise Unusable("username", phrase("Please type the user name again by hand."))
    return text or known.username


def _authentication(told: Settings, known: Outgoing) -> Authentication | None:
    if told.authentication in AUTHENTICATIONS:
        return cast("Authentication", told.authentication)
    return known.authentication
