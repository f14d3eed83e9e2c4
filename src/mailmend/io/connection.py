"""One real TCP connection: bounded reads and writes, TLS in place, secrets only inside it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from mailmend.facts import TlsSession
from mailmend.facts.tls import HandshakeFailure
from mailmend.io.redact import Redactor
from mailmend.io.tls import TlsLayer, clear_text_failure, failure_of, is_tls_record, server_name
from mailmend.secret import Secret
from mailmend.world import Clock, Lost, Trust, Withheld

READ_BOUND_S = 30.0
WRITE_BOUND_S = 15.0
HANDSHAKE_BOUND_S = 15.0
MAX_EXACT = 64 * 1024
MAX_OPERATION = 512 * 1024  # bytes on the wire for one read; more is a flood
MAX_HANDSHAKE = 256 * 1024
MAX_TOTAL = 8 * 1024 * 1024
_CHUNK = 16 * 1024
_QUICKACK = getattr(socket, "TCP_QUICKACK", None)


class RealConnection:
    """A ``world.Connection`` over a connected, non-blocking socket, which it owns."""

    def __init__(self, sock: socket.socket, address: str, trust: Trust, clock: Clock) -> None:
        self._sock = sock
        self._address = address
        self._trust = trust
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._buffer = bytearray()
        self._received = 0
        self._layer: TlsLayer | None = None
        self._session: TlsSession | None = None
        self._redactor = Redactor()
        self._open = True

    @property
    def address(self) -> str:
        """The peer address that was really dialled."""
        return self._address

    @property
    def tls(self) -> TlsSession | None:
        """The TLS session once the handshake has been tried."""
        return self._session

    @property
    def local_address(self) -> str:
        """The address of this end."""
        return str(self._sock.getsockname()[0])

    async def read_line(self, limit: int = 8192) -> bytes:
        """One line without its line end; an echo of a secret that was sent is blotted out.

        Raises ``Lost``.
        """
        async with self._bounded(READ_BOUND_S):
            start, looked = self._received, 0
            while (end := self._buffer.find(b"\n", looked)) < 0 and len(self._buffer) <= limit + 1:
                looked = len(self._buffer)
                await self._fill(start)
            if end < 0 or end > limit + 1:
                raise self._lost("too-long")
            line = bytes(self._buffer[:end]).removesuffix(b"\r")
            del self._buffer[: end + 1]
            return self._redactor.clean(line)

    async def read_exactly(self, count: int) -> bytes:
        """That many bytes, at most 64 KiB. Raises ``Lost``."""
        if not 0 <= count <= MAX_EXACT:
            raise self._lost("too-long")
        async with self._bounded(READ_BOUND_S):
            start = self._received
            while len(self._buffer) < count:
                await self._fill(start)
            data = bytes(self._buffer[:count])
            del self._buffer[:count]
            return data

    async def read_some(self) -> bytes:
        """Whatever comes next, at least one byte. Raises ``Lost``; ``closed`` is the plain end."""
        async with self._bounded(READ_BOUND_S):
            start = self._received
            while not self._buffer:
                await self._fill(start)
            data = bytes(self._buffer)
            self._buffer.clear()
            return data

    async def write(self, data: bytes) -> None:
        """Send bytes that hold no secret. Raises ``Lost``."""
        async with self._bounded(WRITE_BOUND_S):
            if self._layer is None:
                await self._send(data)
            else:
                self._layer.write(data)
                await self._send(self._layer.pull())
            self._acknowledge_at_once()

    async def write_secret(self, build: Callable[[str], bytes], secret: Secret, shown: str) -> None:
        """Send ``build(password)`` inside verified TLS.

        Raises ``Withheld`` and sends nothing where TLS is absent or not verified.
        """
        if self._layer is None or self._session is None or not self._session.verified:
            raise Withheld("the connection is not protected by verified TLS")
        self._redactor.learn(secret)
        await self.write(build(secret.reveal()))

    async def start_tls(self, host: str) -> TlsSession:
        """Handshake with SNI ``host``; never raises for a bad certificate or a failed handshake."""
        return await self.handshake(host, "default", server_name(host))

    async def handshake(self, host: str, offer: str, sni: str | None) -> TlsSession:
        """The same with an offer and SNI of the caller's choice (``TlsProbe.offer``)."""
        if self._session is not None:
            return self._session
        layer = TlsLayer(offer, sni)
        failure = self._early_bytes() or await self._shake(layer)
        if failure is None:
            self._layer = layer
            self._session = self._judged(layer, host)
        else:
            self._session = TlsSession(ok=False, failure=failure[0], detail=failure[1])
            self._buffer.clear()
            self._shut()
        return self._session

    async def close(self) -> None:
        """Close without waiting for the peer."""
        if self._open and self._layer is not None:
            self._layer.say_goodbye()
            with suppress(OSError):
                self._sock.send(self._layer.pull())
        self._shut()

    def _early_bytes(self) -> tuple[HandshakeFailure, str] | None:
        """What the peer said in clear although the next word was ours."""
        waiting = bytes(self._buffer)
        with suppress(OSError):
            waiting += self._sock.recv(_CHUNK, socket.MSG_PEEK)
        if not waiting or is_tls_record(waiting):
            return None
        failure, detail = clear_text_failure(waiting)
        return ("injected" if self._received else failure), detail

    async def _shake(self, layer: TlsLayer) -> tuple[HandshakeFailure, str] | None:
        """Hold the handshake. Returns what went wrong, if anything."""
        try:
            async with asyncio.timeout(HANDSHAKE_BOUND_S):
                return await self._exchange(layer)
        except ssl.SSLError as error:
            with suppress(OSError):
                self._sock.send(layer.pull())
            return failure_of(error)
        except TimeoutError:
            return "timeout", "the handshake was not finished in time"
        except OSError:
            return "closed", "the connection broke during the handshake"

    async def _exchange(self, layer: TlsLayer) -> tuple[HandshakeFailure, str] | None:
        head, start = bytes(self._buffer), self._received
        layer.feed(head)
        self._buffer.clear()
        while not layer.handshake():
            await self._loop.sock_sendall(self._sock, layer.pull())
            data = await self._loop.sock_recv(self._sock, _CHUNK)
            if not data:
                return "closed", "the server hung up during the handshake"
            head += data[: max(0, 512 - len(head))]
            if not is_tls_record(head):
                return clear_text_failure(head)
            self._received += len(data)
            if self._received - start > MAX_HANDSHAKE:
                return "malformed", "the server sent far too much during the handshake"
            layer.feed(data)
        await self._loop.sock_sendall(self._sock, layer.pull())
        self._acknowledge_at_once()
        return None

    def _judged(self, layer: TlsLayer, host: str) -> TlsSession:
        chain = layer.chain()
        certificate = self._trust.judge(chain, host, self._clock.now()) if chain else None
        return TlsSession(
            ok=True,
            version=layer.version,
            cipher=layer.cipher,
            certificate=certificate,
            verified=certificate is not None and certificate.verified,
        )

    async def _fill(self, start: int) -> None:
        """Bring clear text into the buffer: what TLS holds already, or one read of the wire."""
        if self._layer is not None and await self._decrypt(self._layer):
            return
        data = await self._loop.sock_recv(self._sock, _CHUNK) if self._open else b""
        if not data:
            raise self._lost("closed")
        self._received += len(data)
        if self._received - start > MAX_OPERATION or self._received > MAX_TOTAL:
            raise self._lost("too-long")
        if self._layer is None:
            self._buffer += data
        else:
            self._layer.feed(data)
            await self._decrypt(self._layer)

    async def _decrypt(self, layer: TlsLayer) -> bool:
        """Move what can be decrypted into the buffer. Returns whether there was anything."""
        found = False
        while clear := layer.read():
            self._buffer += clear
            found = True
        if answer := layer.pull():
            await self._send(answer)
        if clear == b"":
            self._shut()
        return found

    async def _send(self, data: bytes) -> None:
        if not self._open:
            raise self._lost("closed")
        await self._loop.sock_sendall(self._sock, data)

    @asynccontextmanager
    async def _bounded(self, seconds: float) -> AsyncIterator[None]:
        """Every fault inside becomes ``Lost``, so does the end of the time allowed."""
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            raise self._lost("timeout") from None
        except (ConnectionResetError, BrokenPipeError):
            raise self._lost("reset") from None
        except ssl.SSLError as error:
            raise self._lost(
                "closed" if failure_of(error)[0] != "malformed" else "malformed"
            ) from None
        except OSError:
            raise self._lost("closed") from None

    def _lost(self, why: str) -> Lost:
        return Lost(why, self._redactor.clean(bytes(self._buffer[:8192])))

    def _acknowledge_at_once(self) -> None:
        """Ask for no delayed ACK: servers without TCP_NODELAY wait for it before the next reply."""
        if _QUICKACK is not None:
            with suppress(OSError):
                self._sock.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)

    def _shut(self) -> None:
        self._open = False
        self._sock.close()
