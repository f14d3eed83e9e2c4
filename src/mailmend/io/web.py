"""Fetches small documents over the same checked connections as all else; no cookies, no proxy."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from mailmend.io.connection import RealConnection
from mailmend.io.http import XML, Fields, HttpRefused, Response, read_response, request
from mailmend.io.net import RealNet
from mailmend.probes.budget import Together, Turns
from mailmend.wire.web_address import WEB_PORTS, WebAddress, parse, resolve
from mailmend.world import ConnectFailed, Dns, Lost, WebAnswer

FETCH_BOUND_S = 15.0
CONNECT_TRY_S = 5.0
MAX_REDIRECTS = 3
MAX_ADDRESSES = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class _Page:
    """One response and whether it came over HTTPS with a good certificate."""

    response: Response
    verified: bool


class RealWeb:
    """A ``world.Web``. A mail address is never sent over a connection that is not verified."""

    def __init__(
        self,
        net: RealNet,
        dns: Dns,
        turns: Turns | None = None,
        ports: frozenset[int] = WEB_PORTS,
    ) -> None:
        """``turns`` is whom connections wait for, nobody where it is ``None``."""
        self._ports = ports
        self._net = net
        self._dns = dns
        self._turns = turns or Together()

    async def get(self, url: str) -> WebAnswer:
        """At most 3 redirects, 256 KiB, 15 s. Never raises."""
        return await self._bounded(url, None)

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """The same with an XML body, over verified HTTPS only, since the body names a mailbox.

        A redirection is reported and not followed: the caller knows whom it may tell the mailbox.
        """
        return await self._bounded(url, body.encode())

    async def post(self, url: str, body: bytes, fields: Fields) -> WebAnswer:
        """The same with any body and the fields that go with it."""
        return await self._bounded(url, body, fields)

    async def _bounded(self, url: str, body: bytes | None, fields: Fields = XML) -> WebAnswer:
        try:
            async with asyncio.timeout(FETCH_BOUND_S):
                return await self._follow(parse(url, self._ports), body, fields)
        except TimeoutError:
            return WebAnswer(url, 0, problem="not finished within 15 seconds")
        except (HttpRefused, ValueError) as refused:
            return WebAnswer(url, 0, problem=str(refused))
        except ConnectFailed as failed:
            return WebAnswer(url, 0, problem=f"no connection: {failed.detail}")
        except Lost as lost:
            return WebAnswer(url, 0, problem=f"the connection was lost: {lost.why}")

    async def _follow(self, address: WebAddress, body: bytes | None, fields: Fields) -> WebAnswer:
        passed: list[str] = []
        trusted = True
        while True:
            passed.append(str(address))
            page = await self._fetch(address, body, fields)
            trusted = trusted and page.verified
            response = page.response
            location = response.location if response.status in _REDIRECTS else ""
            if not location:
                return WebAnswer(str(address), response.status, response.body, trusted)
            onward = resolve(address, location, self._ports)
            if body is not None:
                return WebAnswer(
                    str(address), response.status, trusted=trusted, location=str(onward)
                )
            address = onward
            if str(address) in passed:
                raise HttpRefused("the redirections lead in a circle")
            if len(passed) > MAX_REDIRECTS:
                raise HttpRefused(f"more than {MAX_REDIRECTS} redirections")

    async def _fetch(self, address: WebAddress, body: bytes | None, fields: Fields) -> _Page:
        async with AsyncExitStack() as stack:
            connection = await self._connect(address, stack)
            stack.push_async_callback(connection.close)
            verified = False
            if address.scheme == "https":
                session = await connection.start_tls(address.host)
                if not session.ok:
                    raise HttpRefused(f"no TLS: {session.detail}")
                verified = session.verified
            if body is not None and not verified:
                raise HttpRefused("such a body is only sent over HTTPS with a good certificate")
            sent = address
            if address.names_a_mailbox and not verified:
                sent = replace(address, query="")
            await connection.write(request(sent, body, fields))
            return _Page(await read_response(connection), verified)

    async def _connect(self, address: WebAddress, stack: AsyncExitStack) -> RealConnection:
        """To the first of the host's addresses that answers; each is checked by the policy.

        The turn at that address is over when the stack is left.
        """
        failure = ConnectFailed("unreachable", f"{address.host} has no address")
        for literal in await self._addresses(address.host):
            try:
                async with AsyncExitStack() as turn:
                    await turn.enter_async_context(self._turns.at(literal))
                    async with asyncio.timeout(CONNECT_TRY_S):
                        found = await self._net.connect(address.host, literal, address.port, "web")
                    stack.push_async_exit(turn.pop_all())
                    return found
            except TimeoutError:
                failure = ConnectFailed("timeout", "no answer within the time allowed")
            except ConnectFailed as failed:
                failure = failed
        raise failure

    async def _addresses(self, host: str) -> list[str]:
        answers = await asyncio.gather(self._dns.ask(host, "A"), self._dns.ask(host, "AAAA"))
        found = [literal for answer in answers for literal in answer.records]
        if not found and all(answer.status not in ("ok", "nodata") for answer in answers):
            raise ConnectFailed("unreachable", f"the name has no address ({answers[0].status})")
        return found[:MAX_ADDRESSES]
