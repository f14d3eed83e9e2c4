"""Read the servers a domain publishes in SRV records (RFC 6186 and RFC 8314 section 5.1).

Pure: the answers come from the name probe. A target of "." says that the service is not offered.
DNS is not authenticated here, so these settings are never trusted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from mailmend.case import Security
from mailmend.facts import DnsAnswer, Fact, NotObserved, PublishedServer, PublishedSettings
from mailmend.probes._published import WHAT, not_asked, own_domain
from mailmend.wire.domain_names import host_name

MAX_RECORDS = 16


class _Service(NamedTuple):
    protocol: Literal["smtp", "imap", "pop3"]
    security: Security
    tls_port: int


SERVICES: dict[str, _Service] = {
    "_submissions._tcp": _Service("smtp", "tls", 465),
    "_submission._tcp": _Service("smtp", "starttls", 465),
    "_imaps._tcp": _Service("imap", "tls", 993),
    "_imap._tcp": _Service("imap", "starttls", 993),
    "_pop3s._tcp": _Service("pop3", "tls", 995),
    "_pop3._tcp": _Service("pop3", "starttls", 995),
}


def srv_names(address: str) -> tuple[str, ...]:
    """The names to ask with type SRV for ``address``; empty where its domain is not asked."""
    domain = own_domain(address)
    return tuple(f"{service}.{domain}" for service in SERVICES) if domain else ()


def settings_from_srv(address: str, answers: Iterable[DnsAnswer]) -> tuple[Fact, ...]:
    """One ``PublishedSettings`` from the SRV answers for ``address``, or ``NotObserved``."""
    domain = own_domain(address)
    if domain is None:
        return (not_asked(address),)
    by_name = {answer.name.lower().removesuffix("."): answer for answer in answers}
    asked = [(service, by_name.get(f"{service}.{domain}")) for service in SERVICES]
    given = [(service, answer) for service, answer in asked if answer and answer.status == "ok"]
    servers = tuple(
        server for service, answer in given for server in _servers(service, answer, address)
    )
    if not given:
        seen = {answer.status for _, answer in asked if answer}
        why = ", ".join(sorted(seen)) or "not asked"
        return (NotObserved(what=WHAT, target=f"SRV of {domain}", why=why),)
    first = given[0][1]
    rows = [f"{answer.name} SRV {row}" for _, answer in given for row in _rows(answer)]
    return (
        PublishedSettings(
            source=f"SRV of {domain}",
            at=first.at,
            raw="\n".join(rows),
            origin="srv",
            url=f"dns:{domain}",
            servers=servers,
        ),
    )


def _rows(answer: DnsAnswer) -> tuple[str, ...]:
    return answer.records[:MAX_RECORDS]


def _servers(name: str, answer: DnsAnswer, address: str) -> list[PublishedServer]:
    """The usable targets, lower priority first, within one the heavier first (RFC 2782)."""
    service = SERVICES[name]
    targets = sorted(answer.srv, key=lambda record: (record.priority, -record.weight))
    servers = []
    for record in targets[:MAX_RECORDS]:
        host = host_name(record.target)
        if host and 1 <= record.port <= 65535:
            security = "tls" if record.port == service.tls_port else service.security
            servers.append(
                PublishedServer(service.protocol, host, record.port, security, username=address)
            )
    return servers
