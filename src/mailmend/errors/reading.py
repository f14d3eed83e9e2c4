"""What one error text says: the value every reader of this package returns."""

from dataclasses import dataclass
from typing import Literal, get_args

Stage = Literal[
    "connect",
    "greeting",
    "ehlo",
    "starttls",
    "tls",
    "auth",
    "mail",
    "rcpt",
    "data",
    "end-of-data",
    "imap",
]
"""How far a session had come: the SMTP command that was answered, or what preceded it."""

STAGES: frozenset[str] = frozenset(get_args(Stage))

MEANINGS: frozenset[str] = frozenset(
    [
        "relay-denied",
        "auth-required",
        "auth-failed",
        "auth-unavailable",
        "tls-required",
        "tls-error",
        "helo-rejected",
        "ptr-missing",
        "ip-blocked",
        "sender-rejected",
        "recipient-unknown",
        "recipient-disabled",
        "recipient-refused",
        "domain-unknown",
        "mailbox-full",
        "rate-limited",
        "greylisted",
        "size-exceeded",
        "content-rejected",
        "spf-dkim-dmarc",
        "policy",
        "connection",
        "server-error",
        "protocol",
        "other",
        "auth-ok",
        "auth-backend-error",
        "relayhost-auth-failed",
        "config-error",
        "protocol-error",
        "connection-lost",
        "delivery-failed",
        "rejected-other",
        "normal",
        "unknown",
    ]
)
"""Every meaning a reading can have; the first group is what replies and clients say, the second
what only a server's own log says."""


@dataclass(frozen=True)
class Reading:
    """One message understood.

    `permanent` is true for a 5yz or 5.y.z refusal and false for a 4yz one (RFC 5321 section 4.2.1,
    RFC 3463 section 2); None when no code was given and the wording does not say.  `causes` are
    the ids of causes the text makes possible and `rules_out` those it excludes for this attempt.
    `confidence` runs from 0 to 1.  `alert` names a client's own message, such as `D-RELAY` for the
    iOS relay alert.
    """

    meaning: str
    stage: Stage | None = None
    permanent: bool | None = None
    code: str | None = None
    enhanced: str | None = None
    client: str | None = None
    alert: str | None = None
    server: str | None = None
    causes: tuple[str, ...] = ()
    rules_out: tuple[str, ...] = ()
    confidence: float = 0.0
    text: str = ""
    host: str | None = None
    port: int | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        if self.meaning not in MEANINGS:
            raise ValueError(f"not a meaning: {self.meaning!r}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence outside 0..1: {self.confidence}")

    def but(self, **changed: str | bool | None) -> "Reading":
        """This reading with the codes, server and text of another reply.

        What it says was checked when it was made, so this is many times faster than `replace`.
        """
        other = object.__new__(Reading)
        other.__dict__.update(self.__dict__, **changed)
        return other
