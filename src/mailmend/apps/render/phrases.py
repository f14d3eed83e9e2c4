"""Plain words for obstacles, settings and changes."""

from __future__ import annotations

from mailmend.apps.render.quoting import shortened
from mailmend.case import Outgoing
from mailmend.change import (
    AccountAction,
    Change,
    CorrectRecipient,
    DeviceAction,
    DnsRecord,
    NetworkAction,
    ServerAction,
    SetField,
)
from mailmend.facts import Obstacle, Reply, SettingChange
from mailmend.text import phrase

FIELD_NAMES = {
    "outgoing.enabled": "switch of the outgoing server",
    "outgoing.host": "outgoing server",
    "outgoing.port": "port",
    "outgoing.security": "encryption",
    "outgoing.authentication": "authentication",
    "outgoing.username": "user name for sending",
    "outgoing.password_set": "password for sending",
    "address": "From address",
    "backup.made-at": "time of the backup",
    "backup.encrypted": "the backup's encryption",
    "backup.smtp-link": "the account's link to an outgoing server, in the backup,",
    "backup.restored-at": "the last restore the device remembers",
    "backup.signed-in": "the account's sign-in, in the backup,",
    "backup.sign-in-refused-at": "the last sign-in that was refused",
    "backup.from-profile": "the account's mark of a configuration profile, in the backup,",
    "backup.managed": "the account's mark of being managed, in the backup,",
}
LINKS = {
    "present": "whole",
    "dangling": "broken: that server is not there",
    "none": "missing, and no server is there",
    "absent": "missing",
}
SECURITY = {"none": phrase("no encryption"), "starttls": "STARTTLS", "tls": "SSL/TLS"}

_OBSTACLES: dict[tuple[str, str], str] = {
    ("settings", "switched-off"): "the outgoing server is switched off on the device",
    ("settings", "no-host"): "the device has no outgoing server",
    ("settings", "setting-unknown"): "a setting of the device is not known",
    ("dns", "nxdomain"): "the server's name does not exist in DNS",
    ("dns", "nodata"): "the server's name has no address in DNS",
    ("dns", "servfail"): "the name service failed for the server's name",
    ("dns", "refused"): "the name service refused to answer for the server's name",
    ("dns", "timeout"): "the name service did not answer",
    ("dns", "loop"): "the server's name leads in a circle in DNS",
    ("dns", "invalid"): "the server's name is not a valid host name",
    ("dns", "malformed"): "the name service answered nonsense",
    ("connect", "refused"): "the connection was refused: nothing listens on that port",
    ("connect", "timeout"): "the connection was never answered",
    ("connect", "unreachable"): "there is no way to the server's address",
    ("connect", "reset"): "the connection was cut at once",
    ("connect", "not-allowed"): "Mailmend did not dial that address",
    ("greeting", "silent"): "the server took the connection but never greeted",
    ("greeting", "closed"): "the server hung up without a word",
    ("greeting", "reset"): "the connection was cut before the server said a word",
    ("greeting", "not-smtp"): "something else than a mail server answers there",
    ("greeting", "rejected"): "the server turned the connection away",
    ("ehlo", "rejected"): "the server refused the device's greeting (EHLO)",
    ("ehlo", "closed"): "the server hung up after the device's greeting (EHLO)",
    ("ehlo", "not-smtp"): "the answer to the device's greeting (EHLO) was not SMTP or had no end",
    ("ehlo", "timeout"): "the server did not answer the device's greeting (EHLO)",
    ("starttls", "not-offered"): "the server offers no encryption (STARTTLS) there",
    ("starttls", "refused"): "the server refused to start encryption (STARTTLS)",
    ("starttls", "not-smtp"): "the answer to the start of encryption (STARTTLS) was not SMTP",
    ("starttls", "closed"): "the server hung up when encryption was to start",
    ("tls", "not-tls"): "the device starts encryption at once, the server speaks in clear there",
    ("tls", "protocol-version"): "device and server have no TLS version in common",
    ("tls", "no-shared-cipher"): "device and server have no cipher in common",
    ("tls", "alert"): "the encryption failed with an alert",
    ("tls", "closed"): "the server hung up while encryption was starting",
    ("tls", "timeout"): "the encryption never came about",
    ("tls", "malformed"): "the server sent nonsense while encryption was starting",
    ("tls", "injected"): "something put words into the connection before it was encrypted",
    ("tls", "certificate"): "the server's certificate is not one that a phone accepts",
    ("auth", "not-offered"): "the server offers no login there",
    ("auth", "mechanism-not-offered"): "the server does not offer the device's way to log in",
    ("auth", "password-missing"): "the device has no password for sending",
    ("auth", "refused"): "the server refused the login",
    ("auth", "not-smtp"): "the answer to the login was not SMTP or had no end",
    ("auth", "unavailable"): "the server could not check the login",
    ("auth", "withheld"): "Mailmend did not send the password, the connection was not safe",
    ("mail", "rejected"): "the server refused the sender",
    ("mail", "not-smtp"): "the answer to the sender was not SMTP or had no end",
    ("mail", "closed"): "the server hung up at the sender",
    ("rcpt-remote", "rejected"): "the server refused the recipient",
    ("rcpt-remote", "not-smtp"): "the answer to the recipient was not SMTP or had no end",
    ("rcpt-remote", "closed"): "the server hung up at the recipient",
}


def obstacle_words(obstacle: Obstacle) -> str:
    """Where a try stopped, as a clause."""
    words = _OBSTACLES.get((obstacle.stage, obstacle.why))
    return words or f"it stopped at {obstacle.stage} ({obstacle.why})"


def reply_words(reply: Reply) -> str:
    """What the server said, on one line and not endless."""
    return shortened(str(reply))


def value_words(field: str, value: str | int | bool | None) -> str:
    """A setting's value as people say it."""
    match field.rpartition(".")[2], value:
        case _, None:
            return "not known"
        case "security", _:
            return SECURITY.get(str(value), str(value))
        case "password_set", _:
            return "filled in" if value else "empty"
        case "enabled" | "encrypted", bool():
            return "on" if value else "off"
        case "signed-in" | "from-profile" | "managed", bool():
            return "there" if value else "not there"
        case "smtp-link", _:
            return LINKS.get(str(value), str(value))
        case _, "":
            return "blank"
    return str(value)


def setting_words(change: SetField | SettingChange) -> str:
    """One changed setting, from what to what."""
    name = FIELD_NAMES.get(change.field, change.field)
    new = value_words(change.field, change.to)
    if change.from_ is None:
        return f"{name}: {new}"
    return f"{name}: {value_words(change.field, change.from_)} → {new}"


def change_words(change: Change) -> str:
    """One change on a line."""
    match change:
        case SetField():
            return setting_words(change)
        case ServerAction():
            port = f" port {change.port}" if change.port else ""
            where = f"at {change.host}{port}" if change.host else "at the server"
            return f"{where}: {_verb(change.action)}{_detail(change.detail)}"
        case DnsRecord():
            new = ", ".join(change.should_be) or "correct it"
            old = ", ".join(change.now) or "missing"
            return f"DNS record {change.rtype} of {change.name}: {old} → {new}"
        case AccountAction():
            return f"account {change.address}: {_verb(change.action)}{_detail(change.detail)}"
        case NetworkAction():
            return f"network: {_verb(change.action)}{_detail(change.detail)}"
        case DeviceAction():
            return f"on the device: {_verb(change.action)}{_detail(change.detail)}"
        case CorrectRecipient():
            return f"recipient {change.address}: correct the address{_detail(change.detail)}"


def _verb(action: str) -> str:
    return action.replace("-", " ")


def _detail(detail: str) -> str:
    return f" ({shortened(detail, 120)})" if detail else ""


def endpoint_words(outgoing: Outgoing) -> str:
    """Server, port and encryption of an outgoing entry."""
    host = outgoing.host or "(no server)"
    port = f" port {outgoing.port}" if outgoing.port else ""
    security = f", {SECURITY[outgoing.security]}" if outgoing.security else ""
    return f"{host}{port}{security}"
