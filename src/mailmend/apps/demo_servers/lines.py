"""A line-based server connection that can turn to TLS on the way."""

from __future__ import annotations

import asyncio
import ssl

MAX_LINE = 4096
IDLE_S = 30.0


class Peer:
    """One client's connection; it goes away after half a minute without a line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.secure = writer.get_extra_info("ssl_object") is not None

    async def line(self) -> str | None:
        """The next line without its end; ``None`` once the client is gone or misbehaves."""
        try:
            async with asyncio.timeout(IDLE_S):
                raw = await self._reader.readline()
        except (TimeoutError, ValueError, OSError):
            return None
        if not raw.endswith(b"\n") or len(raw) > MAX_LINE:
            return None
        return raw.rstrip(b"\r\n").decode("utf-8", "replace")

    async def say(self, *lines: str) -> None:
        """Send lines."""
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self._writer.drain()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Turn to TLS; raises ``OSError`` where the handshake fails."""
        await self._writer.start_tls(context, ssl_handshake_timeout=IDLE_S)
        self.secure = True

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        try:
            async with asyncio.timeout(1):
                await self._writer.wait_closed()
        except (TimeoutError, OSError):
            return
