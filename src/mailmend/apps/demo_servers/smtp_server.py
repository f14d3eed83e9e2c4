"""An SMTP server that behaves like a Postfix as installed: no relaying without login.

AUTH is offered inside TLS only; a stranger may write to the server's own domains; a refused
recipient gets ``454 4.7.1`` (the default of Postfix since 2.10). It never takes a message: DATA is
answered with 502.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import ssl
from dataclasses import dataclass, field

from mailmend.apps.demo_servers.lines import Peer

ADDRESS = re.compile(r"<([^<>\s]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MailHost:
    """What the server knows: its name, its domains, its mailboxes with their passwords.

    ``takes_logins`` is false for a listener that only receives mail, as port 25 usually does.
    """

    name: str
    domains: frozenset[str]
    mailboxes: dict[str, str]
    context: ssl.SSLContext
    takes_logins: bool = True

    def knows(self, user: str, password: str) -> bool:
        """Whether that is a mailbox and its password."""
        real = self.mailboxes.get(user.lower())
        return real is not None and hmac.compare_digest(real.encode(), password.encode())


@dataclass(slots=True)
class Session:
    """One SMTP session; ``handle`` answers a command with the lines to send."""

    host: MailHost
    secure: bool
    login: str | None = None
    sender: str | None = None
    recipients: list[str] = field(default_factory=list)
    waiting: str = ""

    def greeting(self) -> str:
        """The first line of the server."""
        return f"220 {self.host.name} ESMTP Postfix"

    def handle(self, line: str) -> tuple[str, ...]:
        """The reply to one line of the client."""
        if self.waiting:
            return self._continue_auth(line)
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                return self._ehlo()
            case "HELO":
                return (f"250 {self.host.name}",)
            case "AUTH":
                return self._auth(rest)
            case "MAIL":
                return self._mail(rest)
            case "RCPT":
                return self._rcpt(rest)
            case "RSET":
                self._reset()
                return ("250 2.0.0 Ok",)
            case "NOOP":
                return ("250 2.0.0 Ok",)
            case "DATA":
                return ("502 5.5.1 Error: this server takes no messages",)
        return ("502 5.5.2 Error: command not recognized",)

    def _ehlo(self) -> tuple[str, ...]:
        self._reset()
        words = ["PIPELINING", "SIZE 10240000"]
        if not self.secure:
            words.append("STARTTLS")
        elif self.host.takes_logins:
            words.append("AUTH PLAIN LOGIN")
        words += ["ENHANCEDSTATUSCODES", "8BITMIME"]
        return (
            f"250-{self.host.name}",
            *(f"250-{word}" for word in words[:-1]),
            f"250 {words[-1]}",
        )

    def _auth(self, rest: str) -> tuple[str, ...]:
        if not self.host.takes_logins:
            return ("503 5.5.1 Error: authentication not enabled",)
        if not self.secure:
            return ("538 5.7.11 Encryption required for requested authentication mechanism",)
        mechanism, _, initial = rest.partition(" ")
        match mechanism.upper(), initial:
            case "PLAIN", "":
                self.waiting = "PLAIN"
                return ("334 ",)
            case "PLAIN", _:
                return self._plain(initial)
            case "LOGIN", _:
                self.waiting = "LOGIN"
                return ("334 VXNlcm5hbWU6",)
        return ("535 5.7.8 Error: authentication failed: Invalid authentication mechanism",)

    def _continue_auth(self, line: str) -> tuple[str, ...]:
        state, self.waiting = self.waiting, ""
        if state == "PLAIN":
            return self._plain(line)
        if state == "LOGIN":
            self.waiting = f"LOGIN {line}"
            return ("334 UGFzc3dvcmQ6",)
        user = _decoded(state.removeprefix("LOGIN "))
        return self._checked(user, _decoded(line))

    def _plain(self, response: str) -> tuple[str, ...]:
        parts = _decoded(response).split("\0")
        return self._checked(parts[1], parts[2]) if len(parts) == 3 else self._checked("", "")

    def _checked(self, user: str, password: str) -> tuple[str, ...]:
        if not self.host.knows(user, password):
            return ("535 5.7.8 Error: authentication failed: (reason unavailable)",)
        self.login = user
        return ("235 2.7.0 Authentication successful",)

    def _mail(self, rest: str) -> tuple[str, ...]:
        found = ADDRESS.search(rest)
        if found is None:
            return ("501 5.5.4 Syntax: MAIL FROM:<address>",)
        self.sender = found.group(1)
        return ("250 2.1.0 Ok",)

    def _rcpt(self, rest: str) -> tuple[str, ...]:
        found = ADDRESS.search(rest)
        if self.sender is None:
            return ("503 5.5.1 Error: need MAIL command",)
        if found is None:
            return ("501 5.5.4 Syntax: RCPT TO:<address>",)
        address = found.group(1)
        if address.rpartition("@")[2].lower() not in self.host.domains:
            return self._foreign(address)
        if address.lower() not in self.host.mailboxes:
            return (
                (
                    f"550 5.1.1 <{address}>: Recipient address rejected: User unknown in "
                    "virtual mailbox table"
                ),
            )
        return self._taken(address)

    def _foreign(self, address: str) -> tuple[str, ...]:
        if self.login is None:
            return (f"454 4.7.1 <{address}>: Relay access denied",)
        return self._taken(address)

    def _taken(self, address: str) -> tuple[str, ...]:
        self.recipients.append(address)
        return ("250 2.1.5 Ok",)

    def _reset(self) -> None:
        self.sender, self.recipients = None, []


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


async def serve(peer: Peer, host: MailHost) -> None:
    """Hold one session until the client leaves."""
    session = Session(host, peer.secure)
    await peer.say(session.greeting())
    while (line := await peer.line()) is not None:
        verb = line.strip().upper()
        if verb == "QUIT" and not session.waiting:
            await peer.say("221 2.0.0 Bye")
            return
        if verb == "STARTTLS" and not peer.secure and not session.waiting:
            await peer.say("220 2.0.0 Ready to start TLS")
            await peer.start_tls(host.context)
            session = Session(host, secure=True)
            continue
        await peer.say(*session.handle(line))
