"""Thunderbird on the desktop: goes on without AUTH where none is offered.

Its alerts carry the server's own words; ids are Thunderbird's message keys.
"""

from __future__ import annotations

from mailmend.case import Outgoing
from mailmend.devices.client import Alert, Client, Mode, literal_mode, logs_in
from mailmend.facts import Obstacle

_BY_WHY: dict[tuple[str, str], str] = {
    ("connect", "refused"): "smtpSendRequestRefused",
    ("connect", "timeout"): "smtpSendTimeout",
    ("greeting", "silent"): "smtpSendTimeout",
    ("starttls", "not-offered"): "startTlsFailed",
    ("starttls", "refused"): "startTlsFailed",
    ("auth", "mechanism-not-offered"): "smtpAuthMechNotSupported",
    ("auth", "refused"): "smtpAuthFailure",
    ("auth", "unavailable"): "smtpAuthFailure",
    ("auth", "password-missing"): "smtpAuthFailure",
}
_BY_STAGE: dict[str, str] = {
    "dns": "smtpSendFailedUnknownServer",
    "tls": "smtpSendNotAllowed",
    "mail": "errorSendingFromCommand",
    "rcpt-remote": "errorSendingRcptCommand",
}


class Thunderbird:
    """Thunderbird's SMTP client."""

    id = "thunderbird"
    ehlo_name = "[192.0.2.1]"

    def mode(self, outgoing: Outgoing) -> Mode:
        """Exactly the connection security that is set."""
        return literal_mode(outgoing)

    def mechanisms(self, outgoing: Outgoing) -> tuple[str, ...]:
        """PLAIN then LOGIN for a normal password, only CRAM-MD5 for an encrypted one."""
        return logs_in(outgoing)

    def goes_on_without_auth(self) -> bool:
        """It does: the person then sees the refusal of the recipient, not of a login."""
        return True

    def variants(self) -> tuple[Client, ...]:
        """Only this one."""
        return (self,)

    def tries_next_server(self, obstacle: Obstacle) -> bool:
        """It uses the identity's server only."""
        return False

    def alerts(self, obstacle: Obstacle, outgoing: Outgoing, recipient: str) -> tuple[Alert, ...]:
        """The message key and the sentence with the server's words in it."""
        key = _BY_WHY.get((obstacle.stage, obstacle.why)) or _BY_STAGE.get(obstacle.stage)
        said = f" The mail server responded: {obstacle.reply}." if obstacle.reply else ""
        text = f"Sending of the message failed.{said} Outgoing server: {outgoing.host}."
        return (Alert(key or "smtpSendInterrupted", text),)
