"""One DNS question on the wire: sent again, to the next server, over TCP, within one deadline."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from mailmend.io.resolvers import Resolver
from mailmend.wire.dns_message import Message, decode, encode_query, is_answer_to

QUESTION_BOUND_S = 5.0
_WAITS_S = (1.0, 2.0, None)
_NEXT_SERVER_S = 1.0
_NOT_UNDERSTOOD = frozenset({1, 4})  # FORMERR, NOTIMP: perhaps for the EDNS record
_SETTLED = frozenset({0, 3})  # NOERROR, NXDOMAIN


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, and how."""

    name: str
    rtype: str
    recursion: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: a message, or nothing and why; ``malformed`` tells of noise."""

    server: Resolver
    message: Message | None = None
    malformed: bool = False
    why: str = ""

    @property
    def settled(self) -> bool:
        """Whether the server gave a real answer, yes or no."""
        return self.message is not None and self.message.rcode in _SETTLED


async def exchange(
    servers: Sequence[Resolver], question: Question, bound_s: float | None = None
) -> Heard:
    """Ask until a server answers, by default for five seconds in all.

    The next server is asked after a second or a failure. Never raises; the last thing heard is
    returned where no server settles it.
    """
    bound_s = QUESTION_BOUND_S if bound_s is None else bound_s
    best = Heard(servers[0], why="no answer")
    listeners = [_Listener(server, question) for server in servers]
    waiting: dict[asyncio.Task[Heard], _Listener] = {}
    try:
        async with asyncio.timeout(bound_s):
            while listeners or waiting:
                if listeners:
                    listener = listeners.pop(0)
                    waiting[asyncio.create_task(listener.ask())] = listener
                heard = await _first(waiting, _NEXT_SERVER_S if listeners else bound_s)
                if heard is not None and (heard.message is not None or best.message is None):
                    best = heard
                if best.settled:
                    return best
    except TimeoutError:
        noisy = next((one for one in waiting.values() if one.malformed), None)
        if best.message is None and noisy is not None:
            return Heard(noisy.server, malformed=True, why="only malformed answers came")
    finally:
        for task in waiting:
            task.cancel()
    return best


async def _first(waiting: dict[asyncio.Task[Heard], _Listener], bound_s: float) -> Heard | None:
    """The first answer heard within the time, a settled one before others."""
    done, _ = await asyncio.wait(waiting, timeout=bound_s, return_when=asyncio.FIRST_COMPLETED)
    heard = [task.result() for task in done]
    for task in done:
        del waiting[task]
    return next((one for one in heard if one.settled), heard[0] if heard else None)


class _Listener:
    """Asks one server over sockets of its own, each with a source port and an id of its own."""

    def __init__(self, server: Resolver, question: Question) -> None:
        self.server = server
        self.malformed = False
        self._question = question

    async def ask(self) -> Heard:
        """The server's answer; waits for ever where none comes (the caller has the deadline)."""
        try:
            message = await self._over_udp(edns=True)
            if message.rcode in _NOT_UNDERSTOOD:
                message = await self._over_udp(edns=False)
            if message.truncated:
                message = await self._over_tcp()
        except ConnectionRefusedError:
            return Heard(self.server, why="no name server listens there")
        except OSError:
            return Heard(self.server, why="the name server cannot be reached")
        except ValueError:
            return Heard(self.server, malformed=True, why="the answer is malformed")
        return Heard(self.server, message)

    def _query(self, message_id: int, *, edns: bool) -> bytes:
        ask = self._question
        return encode_query(message_id, ask.name, ask.rtype, recursion=ask.recursion, edns=edns)

    async def _over_udp(self, *, edns: bool) -> Message:
        message_id = int.from_bytes(os.urandom(2), "big")
        with _socket(self.server, socket.SOCK_DGRAM) as sock:
            sock.connect((self.server.address, self.server.port))
            for wait in _WAITS_S:
                sock.send(self._query(message_id, edns=edns))
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        return await self._matching(sock, message_id)
        raise TimeoutError

    async def _matching(self, sock: socket.socket, message_id: int) -> Message:
        """The first well-formed answer to our question; all else is passed over."""
        loop = asyncio.get_running_loop()
        while True:
            data = await loop.sock_recv(sock, 65535)
            if is_answer_to(data, message_id, self._question.name, self._question.rtype):
                with suppress(ValueError):
                    return decode(data)
                self.malformed = True
            await asyncio.sleep(0)

    async def _over_tcp(self) -> Message:
        loop = asyncio.get_running_loop()
        message_id = int.from_bytes(os.urandom(2), "big")
        with _socket(self.server, socket.SOCK_STREAM) as sock:
            await loop.sock_connect(sock, (self.server.address, self.server.port))
            query = self._query(message_id, edns=True)
            await loop.sock_sendall(sock, len(query).to_bytes(2, "big") + query)
            size = int.from_bytes(await _exactly(sock, 2), "big")
            data = await _exactly(sock, size)
        if not is_answer_to(data, message_id, self._question.name, self._question.rtype):
            raise ValueError("another question was answered")
        return decode(data)


async def _exactly(sock: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = await asyncio.get_running_loop().sock_recv(sock, count - len(data))
        if not more:
            raise ValueError("the answer is cut off")
        data += more
    return data


def _socket(server: Resolver, kind: socket.SocketKind) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in server.address else socket.AF_INET, kind)
    sock.setblocking(False)
    return sock
