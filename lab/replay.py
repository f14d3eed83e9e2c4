"""Play the phone with public tools: what swaks does with the settings of a reported case."""

from __future__ import annotations

from lab.people import person
from lab.reported import Reported

_MECHANISMS = {"password": "PLAIN", "cram-md5": "CRAM-MD5", "ntlm": "NTLM"}


def swaks(
    report: Reported, password: str, *, subject: str | None = None, patience: int = 3
) -> list[str]:
    """The swaks command that submits with exactly the device's settings.

    Without a subject it stops before DATA; `patience` is swaks' time-out in seconds.
    """
    outgoing = report["outgoing"]
    assert isinstance(outgoing, dict)
    sender = report.get("sender", report["address"])
    command = [
        "swaks", "--helo", "smtpclient.apple", "--timeout", str(patience),
        "--server", str(outgoing["host"]), "--port", str(outgoing["port"]),
        "--from", str(sender), "--to", str(report["recipient"]),
    ]  # fmt: skip
    match outgoing["security"]:
        case "starttls":
            command += ["--tls", "--tls-verify"]
        case "tls":
            command += ["--tls-on-connect", "--tls-verify"]
        case _:
            pass
    command += _login(outgoing, password)
    ending = ["--header", f"Subject: {subject}"] if subject else ["--quit-after", "RCPT"]
    return [*command, *ending]


def _login(outgoing: dict[str, str | int | bool], password: str) -> list[str]:
    """The AUTH the phone would do: none without a user name or password (RFC 4954)."""
    mechanism = _MECHANISMS.get(str(outgoing["authentication"]))
    if mechanism is None or not outgoing["username"] or not outgoing["password_set"]:
        return []
    user = str(outgoing["username"])
    return ["--auth", mechanism, "--auth-user", user, "--auth-password", password]


def password_of(address: str) -> str:
    """The mailbox password of a lab address."""
    return person(address).password
