"""Asks a mail server to start TLS, in the least words, for handshakes made only to learn of TLS."""

from __future__ import annotations

from mailmend.case import printable
from mailmend.io.connection import RealConnection
from mailmend.world import Lost

IMPLICIT_PORTS = frozenset({443, 465, 993, 995})
MAX_LINES = 256


async def ask_for_tls(connection: RealConnection, port: int) -> str | None:
    """Greeting and STARTTLS (RFC 3207, RFC 2595), by what the greeting speaks.

    ``None`` where the server is ready, otherwise why not, in words. Raises ``Lost``.
    """
    greeting = await connection.read_line()
    if greeting.startswith(b"* "):
        return _refused(await _ask_imap(connection))
    if greeting.startswith(b"+OK"):
        await connection.write(b"STLS\r\n")
        return _refused(await connection.read_line())
    if not greeting.startswith(b"220"):
        return f"port {port} does not greet as a mail server: {_shown(greeting)}"
    await _rest(connection, greeting)
    await connection.write(b"EHLO %b\r\n" % _literal(connection.local_address))
    await _rest(connection, await connection.read_line())
    await connection.write(b"STARTTLS\r\n")
    return _refused(await _rest(connection, await connection.read_line()))


async def _ask_imap(connection: RealConnection) -> bytes:
    await connection.write(b"t1 STARTTLS\r\n")
    for _ in range(MAX_LINES):
        line = await connection.read_line()
        if line.startswith(b"t1 "):
            return line.removeprefix(b"t1 ")
    raise Lost("too-long")


async def _rest(connection: RealConnection, line: bytes) -> bytes:
    """Read on to the last line of an SMTP reply (RFC 5321 section 4.2.1), and return it."""
    for _ in range(MAX_LINES):
        if line[3:4] != b"-":
            return line
        line = await connection.read_line()
    raise Lost("too-long")


def _literal(address: str) -> bytes:
    """The address literal of this end (RFC 5321 section 4.1.3)."""
    return f"[{'IPv6:' if ':' in address else ''}{address}]".encode("ascii", "replace")


def _refused(line: bytes) -> str | None:
    if line.startswith((b"220", b"OK", b"+OK")):
        return None
    return f"STARTTLS was refused: {_shown(line)}"


def _shown(line: bytes) -> str:
    return printable(line[:100].decode("utf-8", "replace"))
