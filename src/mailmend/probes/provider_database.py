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
from typing import NamedTuple, TypedDict

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
    """One entry of the data; ``servers`` still hold placeholders.

    ``where`` is the row of its source, for ``known`` what agrees with it, or that it is unchecked.
    """

    source: str
    where: str
    name: str
    hints: tuple[str, ...]
    servers: tuple[PublishedServer, ...]


class Bundle(TypedDict):
    """The document as built; numbers point into ``providers``."""

    built: str
    sources: dict[str, str]
    providers: list[list[object]]
    domains: dict[str, list[int]]
    brands: dict[str, list[int]]
    mx: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class ProviderData:
    """Provider data that can be looked into."""

    bundle: Bundle

    def provider(self, number: int) -> Provider:
        """The entry of that number."""
        source, where, name, hints, servers = self.bundle["providers"][number]
        assert isinstance(hints, list)
        assert isinstance(servers, list)
        rows = tuple(PublishedServer(*each) for each in servers)
        return Provider(str(source), str(where), str(name), tuple(hints), rows)

    def by_domain(self, domain: str) -> tuple[Provider, ...]:
        """The entries for a mail domain, the most reliable source first.

        An empty list in the data means: not this provider's, although the name looks so.
        """
        numbers = self.bundle["domains"].get(domain)
        return tuple(map(self.provider, self._by_pattern(domain) if numbers is None else numbers))

    def _by_pattern(self, domain: str) -> list[int]:
        """``*.domain`` entries, and names that a provider holds under every public suffix."""
        for parent in suffixes(domain)[1:]:
            if f"*.{parent}" in self.bundle["domains"]:
                return self.bundle["domains"][f"*.{parent}"]
        brand, _, suffix = domain.partition(".")
        if brand in self.bundle["brands"] and registrable(suffix) is None:
            return self.bundle["brands"][brand]
        return []

    def by_exchanger(self, host: str) -> tuple[Provider, ...]:
        """The entries for a mail exchanger, by the longest end of its name that is known.

        An empty list in the data means: it mostly forwards, no mailbox is told by it.
        """
        for end in suffixes(host):
            ends = self.bundle["mx"].get(end)
            if ends is not None and not ends:
                return ()
            numbers = [*(ends or ()), *self.bundle["domains"].get(end, ())]
            if numbers:
                return tuple(map(self.provider, numbers))
        return ()

    def state(self, provider: Provider) -> str:
        """Where an entry is from, and of which day."""
        return f"{provider.where}, {self.bundle['sources'][provider.source]}"


@cache
def bundled() -> ProviderData:
    """The data that comes with Mailmend."""
    text = get_data("mailmend", "data/providers.json")
    assert text is not None
    bundle: Bundle = json.loads(text)
    return ProviderData(bundle)


def provider_settings(
    address: str, mx: Sequence[str] = (), at: str = "", data: ProviderData | None = None
) -> tuple[Fact, ...]:
    """What the bundled data says for ``address``; ``mx`` are its exchangers, by preference.

    ``PublishedSettings`` of origin ``ispdb`` and ``provider-database``, or one ``NotObserved``.
    """
    data = data or bundled()
    domain = host_name(address.rpartition("@")[2])
    if domain is None:
        return (_unknown(address.rpartition("@")[2], at),)
    found = data.by_domain(domain)
    if found:
        return tuple(_facts(data, found, _Asked(address, domain, "", at)))
    for host in filter(None, map(host_name, mx[:MAX_EXCHANGERS])):
        found = () if domain in suffixes(host) else data.by_exchanger(host)
        if found:
            return tuple(_facts(data, found, _Asked(address, f"MX {host}", host, at)))
    return (_unknown(domain, at),)


def _unknown(domain: str, at: str) -> NotObserved:
    why = "neither the domain nor its mail exchangers are in the bundled provider data"
    return NotObserved(what=WHAT, target=domain, why=why, source="provider-database", at=at)


class _Asked(NamedTuple):
    """For whom, by which name, by which exchanger and when the data was looked into."""

    address: str
    target: str
    mx: str
    at: str


def _facts(
    data: ProviderData, found: Sequence[Provider], asked: _Asked
) -> Iterator[PublishedSettings]:
    """One fact for each origin that adds servers; hints of all sources go on each."""
    hints = dict.fromkeys(hint for provider in found for hint in provider.hints)
    seen: set[tuple[str, str, int, str]] = set()
    yielded = False
    for origin, group in _by_origin(found):
        servers = tuple(_fresh(group, asked.address, asked.mx, seen))
        if servers or (hints and not yielded):
            yielded = True
            yield PublishedSettings(
                source=f"bundled provider data: {data.state(group[0])}",
                at=asked.at,
                origin=origin,
                url=f"bundled:{asked.target}",
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
