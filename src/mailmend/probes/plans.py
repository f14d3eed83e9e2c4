"""Which endpoints to try for a case, in which order, and which logins: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mailmend.case import Case
from mailmend.devices import Client, Mode
from mailmend.facts import DnsAnswer, Fact, PublishedServer, PublishedSettings
from mailmend.probes.common_names import common_servers
from mailmend.probes.login import Login
from mailmend.probes.names import mx_hosts, named_owners
from mailmend.probes.srv_settings import settings_from_srv
from mailmend.wire.domain_names import same_owner
from mailmend.wire.sasl import KNOWN

FALLBACK_RECIPIENT = "postmaster@example.com"
"""Named in RCPT (and taken back) where the case gives no recipient; nothing is sent to it."""

MAX_CANDIDATES = 12
MAX_ANONYMOUS = 3
MAX_OTHER = 5
FIRST_OTHER = 50
FIRST_CANDIDATE = 100
STANDARD: tuple[tuple[int, Mode], ...] = ((587, "starttls"), (465, "tls"), (25, "starttls"))
_MODES: dict[str, Mode] = {"none": "plain", "starttls": "starttls", "tls": "tls"}
_QUOTED = re.compile(r"[\w.!#$%&*+/=?^{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One place to try. The lowest ``rank`` logs in first; ``own`` marks the device's own port.

    ``anonymous_remote``: a remote recipient is named before any login; ``envelope``: an anonymous
    envelope is tried at all; ``only_if_silent``: wait whether the other modes on that port answer.
    The endpoint that ``leads`` logs in without waiting for any other.
    """

    host: str
    port: int
    mode: Mode
    rank: int
    own: bool = False
    anonymous_remote: bool = False
    envelope: bool = True
    logs_in: bool = True
    only_if_silent: bool = False
    leads: bool = False


def remote_recipient(case: Case) -> str:
    """The recipient to name: the case's, the one its error names, or the fallback."""
    if case.recipient:
        return case.recipient
    ours = {case.address.lower(), case.envelope_sender.lower()}
    for found in _QUOTED.findall(case.error or ""):
        if found.lower() not in ours and not found.lower().endswith(f"@{case.domain}"):
            return str(found)
    return FALLBACK_RECIPIENT


def natural_mode(port: int) -> Mode:
    """The mode that belongs to a port (RFC 8314)."""
    return "tls" if port == 465 else "starttls"


def device_endpoints(case: Case, client: Client) -> tuple[Endpoint, ...]:
    """The device's own endpoint, then what else its host may offer."""
    host = case.outgoing.host
    if not host:
        return ()
    own = case.outgoing.port
    rows = dict.fromkeys((*_own_rows(case, client), *STANDARD, *_cross_rows(case, client)))
    silent = {(own, "tls")} if own not in (25, 465, 587) and own else set()
    crossed = set(_cross_rows(case, client)) - set(STANDARD) - set(_own_rows(case, client))
    found = [
        Endpoint(
            host,
            port,
            mode,
            rank,
            own=port == own,
            envelope=(port, mode) not in crossed,
            only_if_silent=(port, mode) in silent and client.mode(case.outgoing) != "tls",
        )
        for rank, (port, mode) in enumerate(rows)
    ]
    named = [each for each in found if each.envelope and not each.only_if_silent][:MAX_ANONYMOUS]
    leads = next(each.rank for each in found if each.mode != "plain")
    return tuple(
        replace(each, anonymous_remote=each in named, leads=each.rank == leads) for each in found
    )


def other_endpoints(case: Case, client: Client) -> tuple[Endpoint, ...]:
    """The account's further servers, as the device would use them when it turns to them.

    The password is tried there only where the entry has no user name or one of this mailbox.
    """
    names = {"", None, *device_names(case)}
    return tuple(
        Endpoint(
            entry.host,
            entry.port,
            client.mode(entry),
            FIRST_OTHER + number,
            anonymous_remote=True,
            logs_in=entry.username in names,
        )
        for number, entry in enumerate(case.other_outgoing[:MAX_OTHER])
        if entry.host and entry.port and entry.enabled is not False
    )


def _own_rows(case: Case, client: Client) -> Iterator[tuple[int, Mode]]:
    port = case.outgoing.port
    if port is None:
        return
    yield port, client.mode(case.outgoing)
    yield port, natural_mode(port)
    if port not in (25, 465, 587):
        yield port, "tls"


def _cross_rows(case: Case, client: Client) -> Iterator[tuple[int, Mode]]:
    """The submission port with the device's own security: what a right port alone would do."""
    if case.outgoing.security is not None and case.outgoing.port not in (None, 587):
        yield 587, client.mode(replace(case.outgoing, port=587))


def device_names(case: Case) -> tuple[str, ...]:
    """The user name set on the device, then the other usual forms."""
    names = (case.outgoing.username, case.incoming.username, case.address, case.local_part)
    return tuple(dict.fromkeys(name for name in names if name))


def logins(case: Case, client: Client, names: Iterable[str]) -> tuple[Login, ...]:
    """The logins with these names, with the device's own mechanism first where it has one.

    Where that is neither PLAIN nor LOGIN, any other mechanism may follow for the same name.
    """
    fixed = tuple(word for word in client.mechanisms(case.outgoing) if word in KNOWN)
    found: list[Login] = []
    for name in names:
        found += [Login(name, fixed)] if fixed else []
        found.append(Login(name, tuple(word for word in KNOWN if word not in fixed)))
    return tuple(found)


def candidates(case: Case, facts: Iterable[Fact]) -> tuple[Endpoint, ...]:
    """Endpoints on other hosts: published ones; guesses only where nothing is published."""
    seen = tuple(facts)
    answers = [fact for fact in seen if isinstance(fact, DnsAnswer)]
    published = [fact for fact in seen if isinstance(fact, PublishedSettings)]
    if not any(fact.origin == "srv" for fact in published):
        found = settings_from_srv(case.address, answers)
        published += [fact for fact in found if isinstance(fact, PublishedSettings)]
    owners = named_owners(case, answers)
    servers = [row for fact in _by_trust(published) for row in _smtp(fact, owners)]
    if not any(logs_in for _, logs_in in servers):
        servers += [(server, True) for server in _guesses(case, answers)]
    return _as_endpoints(case, servers)


def _by_trust(published: list[PublishedSettings]) -> list[PublishedSettings]:
    return sorted(published, key=lambda fact: (not fact.trusted, fact.origin != "srv"))


def _smtp(fact: PublishedSettings, owners: Sequence[str]) -> Iterator[tuple[PublishedServer, bool]]:
    """The SMTP servers of a publication, and whether they may be given the password."""
    for server in fact.servers:
        if server.protocol == "smtp":
            named = any(same_owner(server.host, other) for other in owners)
            yield server, fact.trusted or fact.origin == "srv" or named


def _guesses(case: Case, answers: list[DnsAnswer]) -> Iterator[PublishedServer]:
    """The incoming host, the usual names, and the domain's mail exchangers, for submission."""
    mx = mx_hosts(answer for answer in answers if answer.name.lower() == case.domain)
    incoming = (case.incoming.host,) if case.incoming.host else ()
    for host in dict.fromkeys(incoming):
        yield PublishedServer("smtp", host, 587, "starttls")
        yield PublishedServer("smtp", host, 465, "tls")
    yield from common_servers(case.address, mx, protocols=("smtp",))
    for host in mx[:2]:
        yield PublishedServer("smtp", host, 587, "starttls")
        yield PublishedServer("smtp", host, 465, "tls")


def _as_endpoints(
    case: Case, servers: Iterable[tuple[PublishedServer, bool]]
) -> tuple[Endpoint, ...]:
    rows: dict[tuple[str, int, Mode], bool] = {}
    for server, logs_in in servers:
        if server.host.lower() != (case.outgoing.host or "").lower():
            rows.setdefault((server.host, server.port, _MODES[server.security]), logs_in)
    return tuple(
        Endpoint(host, port, mode, FIRST_CANDIDATE + number, anonymous_remote=True, logs_in=logs_in)
        for number, ((host, port, mode), logs_in) in enumerate(rows.items())
    )[:MAX_CANDIDATES]
