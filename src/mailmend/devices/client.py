"""What the engine needs to know of a mail program in order to play it."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from mailmend.case import Outgoing
from mailmend.facts import Obstacle

Mode = Literal["plain", "starttls", "tls"]

MECHANISMS: dict[str, tuple[str, ...]] = {
    "none": (),
    "password": ("PLAIN", "LOGIN"),
    "cram-md5": ("CRAM-MD5",),
    "ntlm": ("NTLM",),
    "http-md5": ("DIGEST-MD5",),
    "oauth2": ("XOAUTH2", "OAUTHBEARER"),
}
"""SASL mechanisms behind the words of the case's ``authentication``, in order of preference."""


class Alert(NamedTuple):
    """What the program shows: the id of its wording and the sentence in English."""

    id: str
    text: str


class Client(Protocol):
    """One mail program."""

    @property
    def id(self) -> str:
        """The program's id, as ``apple-mail``."""

    @property
    def ehlo_name(self) -> str:
        """The argument of its EHLO."""

    def mode(self, outgoing: Outgoing) -> Mode:
        """How it opens the connection with these settings."""

    def mechanisms(self, outgoing: Outgoing) -> tuple[str, ...]:
        """The SASL mechanisms it would use, in order; empty: it never logs in."""

    def goes_on_without_auth(self) -> bool:
        """Whether it sends MAIL FROM although the server offers no AUTH at all."""

    def variants(self) -> tuple[Client, ...]:
        """The program as it is taken to be, then as other generations of it behave."""

    def tries_next_server(self, obstacle: Obstacle) -> bool:
        """Whether it turns to the account's next outgoing server after this obstacle."""

    def alerts(self, obstacle: Obstacle, outgoing: Outgoing, recipient: str) -> tuple[Alert, ...]:
        """What it may show for the obstacle, the most typical first."""


def literal_mode(outgoing: Outgoing) -> Mode:
    """The mode the settings name; where the security is not known, the port's usual one."""
    match outgoing.security:
        case "none":
            return "plain"
        case "tls" | "starttls" as security:
            return security
        case None:
            return "tls" if outgoing.port == 465 else "starttls"


def logs_in(outgoing: Outgoing) -> tuple[str, ...]:
    """The mechanisms of a program that logs in only with a user name and unless told not to."""
    if outgoing.username == "":
        return ()
    return MECHANISMS[outgoing.authentication or "password"]
