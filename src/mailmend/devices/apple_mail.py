"""Mail on iOS, iPadOS and macOS.

A blank outgoing user name means no AUTH; SSL off never means STARTTLS; port 465 with SSL on is
direct TLS; exactly the configured mechanism is used; a refused recipient ends the attempt, a failed
connection or a refused sender makes it turn to the account's other servers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailmend.case import Outgoing
from mailmend.devices.apple_alerts import ALERTS
from mailmend.devices.client import Alert, Client, Mode, literal_mode, logs_in
from mailmend.facts import Obstacle, Reply

_CERTIFICATE = ("D-IDENTITY", "D-CERT-EXPIRED", "D-CERT-ROOT", "D-CERT-NAME", "D-CERT-INVALID")
_BY_WHY: dict[tuple[str, str], tuple[str, ...]] = {
    ("settings", "switched-off"): ("D-NOSERVER", "D-NOCONN"),
    ("settings", "no-host"): ("D-NOHOST", "D-NOSERVER", "D-NOCONN"),
    ("connect", "timeout"): ("D-TIMEOUT", "D-NOCONN", "D-NORESP"),
    ("connect", "refused"): ("D-REFUSED", "D-NOCONN", "D-NORESP"),
    ("connect", "unreachable"): ("D-UNREACH", "D-NOCONN", "D-NORESP"),
    ("greeting", "silent"): ("D-TIMEOUT", "D-NORESP", "D-NOCONN"),
    ("tls", "timeout"): ("D-TIMEOUT", "D-SSLCONN", "D-NOCONN"),
    ("tls", "certificate"): (*_CERTIFICATE, "D-SSLCONN", "D-NOCONN"),
    ("auth", "not-offered"): ("D-NOCONN", "D-LOGIN", "D-AUTHUNSUP", "D-SETTINGS"),
    ("auth", "mechanism-not-offered"): ("D-NOCONN", "D-AUTHUNSUP", "D-LOGIN", "D-SETTINGS"),
    ("auth", "password-missing"): ("D-NOPW", "D-LOGIN", "D-NOCONN", "D-SETTINGS"),
    ("auth", "unavailable"): ("D-SETTINGS", "D-NOCONN", "D-LOGIN", "D-NORESP"),
}
_BY_STAGE: dict[str, tuple[str, ...]] = {
    "dns": ("D-NORESP", "D-NOCONN"),
    "connect": ("D-NORESP", "D-NOCONN"),
    "greeting": ("D-SETTINGS", "D-NORESP", "D-NOCONN"),
    "ehlo": ("D-SETTINGS", "D-NORESP", "D-NOCONN"),
    "starttls": ("D-SSL", "D-NOCONN"),
    "tls": ("D-SSLCONN", "D-NORESP", "D-NOCONN"),
    "mail": ("D-SENDER",),
}
_FALLS_BACK = {"settings", "dns", "connect", "greeting", "ehlo", "starttls", "tls", "auth", "mail"}


@dataclass(frozen=True, slots=True)
class AppleMail:
    """Apple's Mail.

    ``literal``: the reported alert shows that TLS is used exactly as typed. ``skips_missing_auth``:
    a generation that goes on to MAIL FROM where the server offers no AUTH.
    """

    literal: bool = False
    skips_missing_auth: bool = False
    id: str = "apple-mail"
    ehlo_name: str = "smtpclient.apple"

    def mode(self, outgoing: Outgoing) -> Mode:
        """ "Use SSL" means direct TLS on port 465 and STARTTLS elsewhere, unless ``literal``."""
        if self.literal or outgoing.security in {None, "none"}:
            return literal_mode(outgoing)
        return "tls" if outgoing.port == 465 else "starttls"

    def mechanisms(self, outgoing: Outgoing) -> tuple[str, ...]:
        """None with a blank user name: the incoming login is never borrowed."""
        return logs_in(outgoing)

    def goes_on_without_auth(self) -> bool:
        """Current ones fail before MAIL FROM when a user name is set and AUTH is not offered."""
        return self.skips_missing_auth

    def variants(self) -> tuple[Client, ...]:
        """As it is, then as a generation that goes on without AUTH."""
        return (self, replace(self, skips_missing_auth=True))

    def tries_next_server(self, obstacle: Obstacle) -> bool:
        """After a failed connection, a later-please or a refused sender; never after RCPT."""
        return obstacle.stage in _FALLS_BACK

    def alerts(self, obstacle: Obstacle, outgoing: Outgoing, recipient: str) -> tuple[Alert, ...]:
        """The sentences with host, port and recipient filled in."""
        direct = self.mode(outgoing) == "tls"
        values = {"host": outgoing.host or "", "port": outgoing.port or "", "recipient": recipient}
        return tuple(Alert(id_, ALERTS[id_].format(**values)) for id_ in _ids(obstacle, direct))


def _ids(obstacle: Obstacle, direct: bool) -> tuple[str, ...]:
    if direct and (obstacle.stage, obstacle.why) == ("connect", "refused"):
        return ("D-SSLCONN", "D-REFUSED", "D-NOCONN")
    if obstacle.stage == "auth" and obstacle.why == "refused":
        return _after_refused_login(obstacle.reply)
    if obstacle.stage == "rcpt-remote":
        return _after_refused_recipient(obstacle.reply)
    by_why = _BY_WHY.get((obstacle.stage, obstacle.why))
    return by_why or _BY_STAGE.get(obstacle.stage, ("D-NOCONN",))


def _after_refused_login(reply: Reply | None) -> tuple[str, ...]:
    if reply is not None and reply.code in {530, 534, 538}:
        return ("D-SSL", "D-SETTINGS", "D-LOGIN")
    return ("D-SETTINGS", "D-LOGIN", "D-NOCONN", "D-NOPW")


def _after_refused_recipient(reply: Reply | None) -> tuple[str, ...]:
    general = ("D-RCPT-1", "D-RCPT-N", "D-UNRECOG")
    if reply is None:
        return general
    subject = (reply.enhanced or "").partition(".")[2]
    if subject.startswith("1.") or reply.code == 551:
        return ("D-RCPT-UNKNOWN", *general, "D-RCPT-INVALID")
    if "relay" in reply.text.lower() or subject == "7.1":
        return ("D-RELAY", *general)
    return (*general, "D-RELAY", "D-RCPT-UNKNOWN", "D-LIMIT", "D-LATER")
