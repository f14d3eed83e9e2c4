"""Where to try the control login: the incoming settings of the case, else what was found. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mailmend.case import Case, Security
from mailmend.devices import Mode
from mailmend.facts import Fact, PublishedSettings
from mailmend.probes.common_names import common_servers
from mailmend.probes.mailbox_talk import MailboxPlan
from mailmend.probes.names import named_owners
from mailmend.wire.domain_names import same_owner

MAX_PLANS = 3

Protocol = Literal["imap", "pop3"]

_STANDARD: dict[Protocol, tuple[tuple[int, Mode], ...]] = {
    "imap": ((993, "tls"), (143, "starttls")),
    "pop3": ((995, "tls"), (110, "starttls")),
}
_MODES: dict[Security, Mode] = {"none": "starttls", "starttls": "starttls", "tls": "tls"}
"""A mailbox read in clear is tried with STARTTLS: the password never goes out in clear."""


@dataclass(frozen=True, slots=True)
class Place:
    """One server to try, before its address is known."""

    protocol: Protocol
    host: str
    port: int
    mode: Mode
    username: str

    def at(self, address: str) -> MailboxPlan:
        """The plan for one of its addresses."""
        return MailboxPlan(
            protocol=self.protocol,
            host=self.host,
            address=address,
            port=self.port,
            mode=self.mode,
            username=self.username,
        )


def mailbox_plans(case: Case, facts: Iterable[Fact]) -> tuple[Place, ...]:
    """The servers to try in turn until one answers, at most three."""
    if case.incoming.host:
        return tuple(_incoming(case))[:MAX_PLANS]
    found = dict.fromkeys((*_published(case, facts), *_guessed(case)))
    return tuple(found)[:MAX_PLANS]


def _username(case: Case, published: str | None = None) -> str:
    return case.incoming.username or published or case.address


def _incoming(case: Case) -> Iterator[Place]:
    """The device's own incoming server; what is not known of it is what is usual."""
    known = case.incoming
    protocol = known.protocol or ("pop3" if known.port in (110, 995) else "imap")
    (secure, tls), (clear, starttls) = _STANDARD[protocol]
    name, host = _username(case), known.host or ""
    if known.port is not None:
        security: Security = "tls" if known.port == secure else "starttls"
        mode = _MODES[known.security or security]
        yield Place(protocol, host, known.port, mode, name)
        return
    if known.security != "starttls":
        yield Place(protocol, host, secure, tls, name)
    yield Place(protocol, host, clear, starttls, name)


def _published(case: Case, facts: Iterable[Fact]) -> Iterator[Place]:
    seen = tuple(facts)
    owners = named_owners(case, seen)
    known = [fact for fact in seen if isinstance(fact, PublishedSettings)]
    for fact in sorted(known, key=lambda each: not each.trusted):
        believed = fact.trusted or fact.origin == "srv"
        for server in fact.servers:
            named = believed or any(same_owner(server.host, other) for other in owners)
            if named and server.protocol != "smtp" and server.security != "none":
                name = _username(case, server.username)
                mode = _MODES[server.security]
                yield Place(server.protocol, server.host, server.port, mode, name)


def _guessed(case: Case) -> Iterator[Place]:
    """The outgoing host serves mailboxes too on most small servers; then the usual names."""
    name = _username(case)
    if case.outgoing.host:
        yield Place("imap", case.outgoing.host, 993, "tls", name)
    for server in common_servers(case.address, protocols=("imap",)):
        if server.security == "tls":
            yield Place("imap", server.host, server.port, "tls", name)
