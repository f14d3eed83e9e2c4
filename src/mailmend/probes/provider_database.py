"""Look an address up in the bundled provider data: by its domain, then by its mail exchanger.

The data and its provenance: ``data/providers.json`` and ``data/PROVIDERS.md``. Where Thunderbird's
list and the other sources differ, each gives a fact of its own. An exchanger is matched by the
end of its name; the ends in the data each belong to one provider, never to a registry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pkgutil import get_data
from typing import TypedDict

from mailmend.facts import Fact, NotObserved, PublishedServer, PublishedSettings
from mailmend.facts.published import Origin
from mailmend.probes._published import WHAT
from mailmend.wire.autoconfig_xml import fill
from mailmend.wire.domain_names import host_name, registrable, suffixes

EXCHANGER = "%MX%"
MAX_EXCHANGERS = 5

HINTS: dict[str, str] = {
    "app-password": (
        "app password: the provider accepts only a password made for mail programs, "
        "not the password of the account"
    ),
    "app-password-with-2fa": (
        "app password: needed instead of the account's password where two-step verification is on"
    ),
    "access-switch": (
        "switch: access by mail programs (IMAP/SMTP) must be turned on in the provider's settings"
    ),
    "smtp-auth-switch": (
        "switch: authenticated SMTP must be turned on for the mailbox by its administrator"
    ),
    "access-protection": (
        "switch: an extra account protection in the provider's settings can lock out mail programs"
    ),
    "oauth-only": (
        "OAuth 2.0: passwords are refused; add the account through the provider's own button"
    ),
    "no-mail-programs": "no mail programs: the provider offers no IMAP and SMTP of its own",
    "paid-plan": "paid plan: access by mail programs is part of paid plans only",
}


@dataclass(frozen=True, slots=True)
class Provider:
    """One entry of the data; ``servers`` still hold placeholders."""

    source: str
    name: str
    hints: tuple[str, ...]
    servers: tuple[PublishedServer, ...]


class _Bundle(TypedDict):
    built: str
    providers: list[list[object]]
    domains: dict[str, list[int]]
    brands: dict[str, list[int]]
    mx: dict[str, list[int]]


@cache
def _bundle() -> _Bundle:
    text = get_data("mailmend", "data/providers.json")
    assert text is not None
    bundle: _Bundle = json.loads(text)
    return bundle


@cache
def _provider(number: int) -> Provider:
    source, name, hints, servers = _bundle()["providers"][number]
    assert isinstance(hints, list)
    assert isinstance(servers, list)
    return Provider(
        str(source), str(name), tuple(hints), tuple(PublishedServer(*each) for each in servers)
    )


def by_domain(domain: str) -> tuple[Provider, ...]:
    """The entries for a mail domain, the most reliable source first.

    An empty list in the data means: not this provider's, although the name looks so.
    """
    bundle = _bundle()
    numbers = bundle["domains"].get(domain)
    return tuple(map(_provider, _by_wildcard(bundle, domain) if numbers is None else numbers))


def _by_wildcard(bundle: _Bundle, domain: str) -> list[int]:
    """``*.domain`` entries, and names that a provider holds under every public suffix."""
    for parent in suffixes(domain)[1:]:
        if f"*.{parent}" in bundle["domains"]:
            return bundle["domains"][f"*.{parent}"]
    brand, _, suffix = domain.partition(".")
    if brand in bundle["brands"] and registrable(suffix) is None:
        return bundle["brands"][brand]
    return []


def by_exchanger(host: str) -> tuple[Provider, ...]:
    """The entries for a mail exchanger, by the longest end of its name that is known."""
    bundle = _bundle()
    for end in suffixes(host):
        numbers = [*bundle["mx"].get(end, ()), *bundle["domains"].get(end, ())]
        if numbers:
            return tuple(map(_provider, numbers))
    return ()


def provider_settings(address: str, mx: Sequence[str] = (), at: str = "") -> tuple[Fact, ...]:
    """What the bundled data says for ``address``; ``mx`` are its exchangers, by preference.

    ``PublishedSettings`` of origin ``ispdb`` and ``provider-database``, or one ``NotObserved``.
    """
    domain = host_name(address.rpartition("@")[2])
    if domain is None:
        return (_unknown(address.rpartition("@")[2], at),)
    found = by_domain(domain)
    if found:
        return tuple(_facts(found, address, domain, "", at))
    for host in filter(None, map(host_name, mx[:MAX_EXCHANGERS])):
        found = () if domain in suffixes(host) else by_exchanger(host)
        if found:
            return tuple(_facts(found, address, f"MX {host}", host, at))
    return (_unknown(domain, at),)


def _unknown(domain: str, at: str) -> NotObserved:
    why = "neither the domain nor its mail exchangers are in the bundled provider data"
    return NotObserved(what=WHAT, target=domain, why=why, source="provider-database", at=at)


def _facts(
    found: Sequence[Provider], address: str, target: str, mx: str, at: str
) -> Iterator[PublishedSettings]:
    """One fact for each origin that adds servers; hints of all sources go on each."""
    hints = dict.fromkeys(hint for provider in found for hint in provider.hints)
    seen: set[tuple[str, str, int, str]] = set()
    yielded = False
    for origin, group in _by_origin(found):
        servers = tuple(_fresh(group, address, mx, seen))
        if servers or (hints and not yielded):
            yielded = True
            yield PublishedSettings(
                source=f"bundled provider data of {_bundle()['built']}: {group[0].source}",
                at=at,
                origin=origin,
                url=f"bundled:{target}",
                servers=servers,
                trusted=not any(EXCHANGER in server.host for server in group[0].servers),
                provider=group[0].name,
                hint="; ".join(HINTS[hint] for hint in hints),
            )


def _by_origin(found: Sequence[Provider]) -> Iterator[tuple[Origin, list[Provider]]]:
    listed = [provider for provider in found if provider.source == "ispdb"]
    others = [provider for provider in found if provider.source != "ispdb"]
    if listed:
        yield "ispdb", listed
    if others:
        yield "provider-database", others


def _fresh(
    group: Sequence[Provider], address: str, mx: str, seen: set[tuple[str, str, int, str]]
) -> Iterator[PublishedServer]:
    """The servers of the best source for each protocol, without what is already ``seen``."""
    covered: set[str] = set()
    for provider in group:
        servers = [server for server in provider.servers if server.protocol not in covered]
        covered.update(server.protocol for server in servers)
        for server in servers:
            named = replace(server, host=server.host.replace(EXCHANGER, mx))
            filled = fill(named, address)
            key = filled and (filled.protocol, filled.host, filled.port, filled.security)
            if filled and key and key not in seen:
                seen.add(key)
                yield filled
