"""Facts read on the mail server itself: its configuration, its services and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.base import Fact

Decision = Literal["permit", "reject", "defer", "undecided"]
RuleKind = Literal[
    "relay",
    "helo",
    "blocklist",
    "client-name",
    "client",
    "login",
    "sender-owner",
    "sender-domain",
    "sender",
    "recipient",
    "policy",
    "policy-down",
    "table",
    "content",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFact(Fact):
    """Something seen on the server; ``source`` is the command or file it was read from.

    ``file`` and ``line`` (from 1) say where the setting behind it stands; 0 where the file does
    not hold it, so that a default is in force. ``setting`` is that setting's name.
    """

    kind: ClassVar[str] = "server"
    vantage: str = "server"
    software: str = ""
    setting: str = ""
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """File and line for people; empty where neither is known."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer(ServerFact):
    """A mail server that is installed; ``running`` is ``None`` where that could not be seen.

    ``fault`` is what its own checker finds wrong in its files, at ``file`` and ``line``.
    """

    kind: ClassVar[str] = "mail-server"
    version: str = ""
    running: bool | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionService(ServerFact):
    """A listener for mail as the configuration has it.

    ``enabled`` is false where the configuration as shipped has it commented out or not at all.
    ``login`` tells whether it offers AUTH to this client once the connection is encrypted;
    ``hidden``: it would, but not to the client's network. ``encryption_at`` is the place of the
    setting behind ``security``.
    """

    kind: ClassVar[str] = "submission-service"
    name: str
    port: int
    enabled: bool
    security: Literal["none", "starttls", "tls"] = "none"
    login: bool | None = None
    hidden: bool = False
    encryption_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener(ServerFact):
    """A TCP port that is listened on; ``address`` is the local address, ``*`` for every one."""

    kind: ClassVar[str] = "listener"
    address: str
    port: int

    @property
    def outward(self) -> bool:
        """Whether others than the server itself can reach it."""
        return not self.address.startswith(("127.", "::1", "[::1", "::ffff:127."))


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallDecision(ServerFact):
    """What the server's packet filter does with a new connection to a port.

    ``client`` is the client's address where the rule is about it or its network alone, else empty.
    ``rule`` is the rule in the packet filter's words.
    """

    kind: ClassVar[str] = "firewall-decision"
    port: int
    family: Literal["ipv4", "ipv6"]
    accepted: bool
    rule: str
    client: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban(ServerFact):
    """An address that a ban list of the server names, such as a jail of fail2ban."""

    kind: ClassVar[str] = "ban"
    jail: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSpace(ServerFact):
    """The file system of the mail queue, in bytes; ``needed`` is what one message asks for.

    ``inodes`` are the free ones; ``None`` where the file system does not count them.
    """

    kind: ClassVar[str] = "queue-space"
    path: str
    free: int
    needed: int
    inodes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFile(ServerFact):
    """A file that the mail service rests on; ``problem`` is empty where it can be used."""

    kind: ClassVar[str] = "server-file"
    role: Literal["certificate", "key", "accounts"]
    path: str
    problem: Literal["", "missing", "unreadable", "empty"] = ""
    ports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper(ServerFact):
    """A service that the mail server asks: to log in, to filter. ``answers``: it is listened on.

    ``ports`` are the listeners that ask it, ``needed`` whether mail stops where it is down.
    ``trouble`` says in words what keeps it from being asked where that is known; ``file`` and
    ``line`` are then of that.
    """

    kind: ClassVar[str] = "helper"
    role: Literal["login", "filter"]
    endpoint: str
    answers: bool
    needed: bool = True
    ports: tuple[int, ...] = ()
    trouble: str = ""

    @property
    def usable(self) -> bool:
        """Whether the mail server can ask it."""
        return self.answers and not self.trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionTrace(ServerFact):
    """What the server's rules make of an envelope from a client that is logged in.

    ``setting``, ``rule``, ``file`` and ``line`` name what decides. ``rule_kind`` says what the
    deciding rule looks at. ``undecided`` are rules before it whose outcome was not to be told;
    where there are any, the decision is not sure. ``entry`` is what an access table says where
    that decides, and ``entry_place`` where it stands.
    """

    kind: ClassVar[str] = "restriction-trace"
    service: str
    port: int
    client: str
    sender: str
    recipient: str
    decision: Decision
    rule: str = ""
    rule_kind: RuleKind = "other"
    text: str = ""
    undecided: tuple[str, ...] = ()
    entry: str = ""
    entry_place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRole(ServerFact):
    """Whether the server takes a domain for its own, and whether the domain's MX names it.

    ``received_here`` is ``None`` where the server's addresses or the MX could not be compared.
    ``exchangers`` are the domain's MX hosts.
    """

    kind: ClassVar[str] = "domain-role"
    domain: str
    local: bool
    received_here: bool | None
    exchangers: tuple[str, ...] = ()
