"""Fetch the settings a domain publishes for Thunderbird and its kin.

Over HTTPS both addresses are asked at once, the mail address in the query. Plain HTTP, and the
domain of the mail exchanger, are asked only where that gave nothing, both at once and without the
mail address; what they say is never trusted. The exchanger's domain is left alone where the
bundled provider data has an answer, which is the better source.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from mailmend.facts import Fact, NotObserved, PublishedSettings
from mailmend.probes._published import WHAT, left_out, not_asked, own_domain, shown, stamp
from mailmend.probes.provider_database import bundled
from mailmend.wire.autoconfig_xml import parse_client_config
from mailmend.wire.domain_names import host_name, registrable, same_owner
from mailmend.wire.safe_xml import XmlRefused
from mailmend.world import WebAnswer, World

_PATH = "/mail/config-v1.1.xml"
_WELL_KNOWN = "/.well-known/autoconfig" + _PATH

Exchangers = Callable[[], Awaitable[Sequence[str]]]
"""Asks for the mail exchangers of the domain, by preference."""


class _Place(NamedTuple):
    """One address to ask; ``own`` tells that it lies in the mail domain itself."""

    origin: Literal["autoconfig", "well-known"]
    url: str
    own: bool = True


async def nobody() -> tuple[str, ...]:
    """No exchangers are known."""
    return ()


async def observe_autoconfig(
    world: World, address: str, mx: Exchangers = nobody
) -> tuple[Fact, ...]:
    """Settings published for ``address``; ``mx`` is asked only where its own domain has none.

    Every place that was asked gives one fact, ``PublishedSettings`` or ``NotObserved``.
    """
    domain = own_domain(address)
    if domain is None:
        return (not_asked(address),)
    query = f"?emailaddress={quote(address, safe='')}"
    found = await _ask_all(world, address, domain, _places("https", domain, query))
    if any(isinstance(fact, PublishedSettings) for fact in found):
        return found
    further = [*_places("http", domain, ""), *_exchanger_places(domain, await mx())]
    return found + await _ask_all(world, address, domain, further)


def _places(scheme: str, domain: str, query: str) -> list[_Place]:
    return [
        _Place("autoconfig", f"{scheme}://autoconfig.{domain}{_PATH}{query}"),
        _Place("well-known", f"{scheme}://{domain}{_WELL_KNOWN}{query}"),
    ]


def _exchanger_places(domain: str, mx: Sequence[str]) -> list[_Place]:
    """Below the exchanger's host and its owner's domain, in that order, as Thunderbird does."""
    host = next(filter(None, map(host_name, mx[:1])), None)
    if host is None or same_owner(host, domain):
        return []
    if bundled().by_domain(domain) or bundled().by_exchanger(host):
        return []
    return [
        _Place("autoconfig", f"https://autoconfig.{name}{_PATH}", own=False)
        for name in dict.fromkeys(_above(host))
    ]


def _above(host: str) -> Iterator[str]:
    """The host without its first label, and the registrable domain."""
    owner, parent = registrable(host), host.partition(".")[2]
    if owner is not None:
        yield parent if host != owner else owner
        yield owner


async def _ask_all(
    world: World, address: str, domain: str, places: Sequence[_Place]
) -> tuple[Fact, ...]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(world.web.get(place.url)) for place in places]
    at = stamp(world.clock)
    facts: list[Fact] = []
    for place, task in zip(places, tasks, strict=True):
        facts += _read(place, task.result(), address, domain, at)
    return tuple(facts)


def _read(place: _Place, answer: WebAnswer, address: str, domain: str, at: str) -> tuple[Fact, ...]:
    if answer.status != 200:
        why = answer.problem or f"HTTP {answer.status}"
        return (NotObserved(what=WHAT, target=place.url, why=why, at=at),)
    try:
        config = parse_client_config(answer.body, address)
    except XmlRefused as refusal:
        why = f"what is published there is not read: {refusal}"
        return (NotObserved(what=WHAT, target=place.url, why=why, at=at, raw=shown(answer.body)),)
    settings = PublishedSettings(
        source=place.url,
        at=at,
        raw=shown(answer.body),
        origin=place.origin,
        url=answer.url or place.url,
        servers=config.servers,
        trusted=place.own and _is_trusted(answer, place.url, domain),
        provider=config.provider,
    )
    return (settings, *left_out(place.url, config.dropped, config.unread))


def _is_trusted(answer: WebAnswer, asked: str, domain: str) -> bool:
    """Every hop was HTTPS with a good certificate and the last one is in the same domain."""
    final = urlsplit(answer.url or asked)
    secure = answer.trusted and final.scheme == "https" and asked.startswith("https:")
    return secure and same_owner(final.hostname or "", domain)
