"""The case a person would report: the contract's TOML keys, built from a healthy account."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lab.people import person
from lab.plan import BY_NAME

Value = str | int | bool
Settings = dict[str, Value]
Reported = dict[str, Value | Settings | list[Settings]]

CANNOT_SEND = "Cannot Send Mail. A copy has been placed in your Outbox. "
IPHONE: Settings = {"os": "iOS", "version": "17.4", "app": "Apple Mail"}
THUNDERBIRD: Settings = {"os": "Linux", "version": "12", "app": "Thunderbird"}
OUTLOOK: Settings = {"os": "Windows", "version": "11", "app": "Outlook"}
RELAYING = (
    CANNOT_SEND + "The recipient “bob@elsewhere.test” was rejected by the server because it "
    "does not allow relaying."
)


def phone(
    address: str = "alice@customer.test",
    *,
    error: str = "",
    onset: str = "unknown",
    recipient: str = "bob@elsewhere.test",
    sender: str = "",
    device: Mapping[str, Value] | None = None,
    can_receive: bool = True,
    incoming: Mapping[str, Value] | None = None,
    outgoing: Mapping[str, Value] | None = None,
) -> Reported:
    """What the owner of an iPhone reports: the working settings, with what is given changed."""
    host = BY_NAME[person(address).host].fqdn
    common: Settings = {"host": host, "username": address, "authentication": "password"}
    report: Reported = {
        "address": address,
        "recipient": recipient,
        "onset": onset,
        "can_receive": can_receive,
        "device": {**(device or IPHONE)},
        "incoming": {
            "protocol": "imap", **common, "port": 993, "security": "tls", **(incoming or {})
        },
        "outgoing": {
            "enabled": True, **common, "port": 587, "security": "starttls",
            "password_set": True, **(outgoing or {}),
        },
    }  # fmt: skip
    if error:
        report["error"] = error
    if sender:
        report["sender"] = sender
    return report


def settings_alert(host: str) -> str:
    """What iOS shows when the server refuses the login."""
    return CANNOT_SEND + f"Check the account settings for the outgoing server “{host}”."


def timeout_alert(host: str, port: int) -> str:
    """What iOS shows when packets vanish."""
    return CANNOT_SEND + f"The connection to the server “{host}” on port {port} timed out."


def refused_alert(host: str, port: int) -> str:
    """What iOS shows when nothing listens on the port."""
    text = f"The server “{host}” refused to allow a connection on port {port}."
    return CANNOT_SEND + text


def no_answer_alert(host: str) -> str:
    """What iOS shows for any other failure of the connection, a failed name look-up included."""
    return CANNOT_SEND + (
        f"The mail server “{host}” is not responding. Verify that you have entered the correct "
        "account info in Mail settings."
    )


def ssl_alert(host: str) -> str:
    """What iOS shows when STARTTLS is not offered or refused, and for a 530, 534 or 538 to AUTH."""
    return CANNOT_SEND + f"Check the SSL setting for the outgoing server “{host}”."


def tls_alert(host: str, port: int) -> str:
    """What iOS shows when the TLS handshake fails, or TLS at once is refused."""
    return CANNOT_SEND + (
        f"Mail was unable to connect to server “{host}” using SSL on port {port}. Verify that "
        "this server supports SSL and that your account settings are correct."
    )


def failed_alert(host: str) -> str:
    """What iOS shows when no usable connection came about and nothing finer is known."""
    return CANNOT_SEND + f"The connection to the outgoing server “{host}” failed."


def sender_alert(address: str) -> str:
    """What iOS shows when MAIL FROM is refused."""
    return CANNOT_SEND + f"The sender address “{address}” was rejected by the server."


def recipient_alert(address: str) -> str:
    """What iOS shows when RCPT TO is refused for a reason it does not classify."""
    return CANNOT_SEND + f"The recipient “{address}” was rejected by the server."


def to_toml(report: Reported) -> str:
    """The case as a TOML file (JSON strings are TOML basic strings)."""
    plain = {key: value for key, value in report.items() if not isinstance(value, dict | list)}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()]
    for key, value in report.items():
        tables = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        head = f"[[{key}]]" if isinstance(value, list) else f"[{key}]"
        for table in tables:
            lines += ["", head]
            lines += [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in table.items()]
    return "\n".join(lines) + "\n"
