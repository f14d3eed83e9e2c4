"""Ask the settings a domain publishes for Outlook (plain-XML autodiscover).

No password ever goes to an autodiscover host: back-off to foreign hosts has collected hundreds of
thousands of them. A redirection into another domain is recorded and not followed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

from mailmend.case import printable
from mailmend.facts import DnsAnswer, Fact, NotObserved, PublishedSettings
from mailmend.probes._published import WHAT, left_out, not_asked, own_domain, shown, stamp
from mailmend.wire.autodiscover_xml import AutodiscoverReply, parse_autodiscover, request_body
from mailmend.wire.domain_names import host_name, same_owner
from mailmend.wire.safe_xml import XmlRefused
from mailmend.world import WebAnswer, World

MAX_ROUNDS = 3
_PATH = "/autodiscover/autodiscover.xml"


async def observe_autodiscover(world: World, address: str) -> tuple[Fact, ...]:
    """Settings published for ``address``; each place asked or named gives at least one fact."""
    domain = own_domain(address)
    if domain is None:
        return (not_asked(address),)
    hosts = (f"autodiscover.{domain}", domain)
    asked = _Asked(world, address, domain)
    async with asyncio.TaskGroup() as group:
        service = group.create_task(world.dns.ask(f"_autodiscover._tcp.{domain}", "SRV"))
        group.create_task(asked.rounds([f"https://{host}{_PATH}" for host in hosts]))
    await asked.rounds(asked.own_urls(_service_urls(service.result())))
    if not asked.succeeded:
        await asked.plain_redirect(f"http://{hosts[0]}{_PATH}")
    return tuple(asked.facts)


def _service_urls(answer: DnsAnswer) -> list[str]:
    """What ``_autodiscover._tcp`` names; only the HTTPS port is ever asked."""
    named = [record for record in answer.srv[:1] if record.port == 443]
    hosts = [host_name(record.target) for record in named]
    return [f"https://{host}{_PATH}" for host in hosts if host]


class _Asked:
    """The places asked so far for one address, and what they gave."""

    def __init__(self, world: World, address: str, domain: str) -> None:
        self.facts: list[Fact] = []
        self._world = world
        self._address = address
        self._domain = domain
        self._seen: set[str] = set()

    @property
    def succeeded(self) -> bool:
        """Whether any place gave servers."""
        return any(isinstance(fact, PublishedSettings) for fact in self.facts)

    async def rounds(self, urls: Sequence[str]) -> None:
        """Ask all of ``urls`` at once, then where they redirect to within the domain."""
        for _ in range(MAX_ROUNDS):
            urls = [url for url in dict.fromkeys(urls) if url not in self._seen]
            if not urls:
                return
            self._seen.update(urls)
            urls = self.own_urls(await self._ask(urls))
        self.facts += [self._missed(url, "too many redirections") for url in urls]

    async def plain_redirect(self, url: str) -> None:
        """Where plain HTTP without any data redirects to (Outlook's last resort)."""
        answer = await self._world.web.get(url)
        target = urlsplit(answer.url or url)
        if not answer.status or target.hostname == urlsplit(url).hostname:
            self.facts.append(self._missed(url, answer.problem or f"HTTP {answer.status}"))
            return
        await self.rounds(self.own_urls([f"https://{target.hostname}{_PATH}"]))

    def own_urls(self, urls: Sequence[str]) -> list[str]:
        """The HTTPS addresses among ``urls`` in the domain itself; the others are recorded."""
        own: list[str] = []
        for url in urls:
            if self._is_own(url):
                own.append(url)
            else:
                self.facts.append(self._missed(printable(url), "another domain; not followed"))
        return own

    def _is_own(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            port = parts.port or 443
        except ValueError:
            return False
        host = host_name(parts.hostname or "")
        plain = parts.scheme == "https" and parts.username is None and port == 443
        return plain and host is not None and same_owner(host, self._domain)

    async def _ask(self, urls: Sequence[str]) -> list[str]:
        body = request_body(self._address)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._world.web.post_xml(url, body)) for url in urls]
        onward: list[str] = []
        for url, task in zip(urls, tasks, strict=True):
            onward += self._read(url, task.result())
        return onward

    def _read(self, url: str, answer: WebAnswer) -> list[str]:
        """Note what ``url`` answered; the result is where it sends us."""
        if answer.location:
            return self._onward(url, answer.location)
        if answer.status != 200:
            self.facts.append(self._missed(url, answer.problem or f"HTTP {answer.status}"))
            return []
        try:
            reply = parse_autodiscover(answer.body, self._address)
        except XmlRefused as refusal:
            why = f"what is published there is not read: {refusal}"
            self.facts.append(self._missed(url, why, shown(answer.body)))
            return []
        if reply.servers:
            self.facts.append(self._settings(url, answer, reply))
            self.facts += left_out(url, reply.dropped, reply.unread)
        elif not reply.redirect_url:
            self.facts.append(self._missed(url, _why_empty(reply), shown(answer.body)))
        return self._onward(url, reply.redirect_url) if reply.redirect_url else []

    def _onward(self, url: str, target: str) -> list[str]:
        """Where a redirection leads, unless that was asked before."""
        if target not in self._seen:
            return [target]
        self.facts.append(self._missed(url, "redirected in a circle"))
        return []

    def _settings(self, url: str, answer: WebAnswer, reply: AutodiscoverReply) -> PublishedSettings:
        return PublishedSettings(
            source=url,
            at=stamp(self._world.clock),
            raw=shown(answer.body),
            origin="autodiscover",
            url=answer.url or url,
            servers=reply.servers,
            trusted=answer.trusted and self._is_own(answer.url or url),
        )

    def _missed(self, url: str, why: str, raw: str = "") -> NotObserved:
        return NotObserved(
            what=WHAT, target=url, why=why, source=url, at=stamp(self._world.clock), raw=raw
        )


def _why_empty(reply: AutodiscoverReply) -> str:
    if reply.redirect_address:
        return f"redirected to the address {reply.redirect_address}; not followed"
    return reply.error or "no IMAP, POP3 or SMTP server in the reply"
