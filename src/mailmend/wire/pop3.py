"""The part of POP3's grammar that a login needs (RFC 1939, RFC 2449, RFC 3206)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_CAPABILITIES = 100
MAX_WORD = 200

_RESPONSE = re.compile(
    r"(?P<sign>\+OK|-ERR)(?:[ \t](?:\[(?P<code>[^\]\s]{1,100})\] ?)?(?P<text>.*))?\Z",
    re.IGNORECASE | re.DOTALL,
)


class Malformed(ValueError):
    """The line is not a POP3 response."""


class Unsafe(ValueError):
    """A value that would end or change the command."""


@dataclass(frozen=True, slots=True)
class Response:
    """One response; ``code`` is the extended response code in upper case, as ``SYS/TEMP``."""

    ok: bool
    code: str
    text: str


def parse_response(line: bytes) -> Response:
    """The response that this line is. Raises ``Malformed``."""
    if b"\0" in line or b"\r" in line:
        raise Malformed
    match = _RESPONSE.match(line.decode("utf-8", "backslashreplace"))
    if match is None:
        raise Malformed
    return Response(
        match["sign"].upper() == "+OK", (match["code"] or "").upper(), match["text"] or ""
    )


def is_continuation(line: bytes) -> bool:
    """Whether the line is a challenge of an AUTH exchange (RFC 5034)."""
    return line == b"+" or line.startswith(b"+ ")


def capability(line: bytes) -> str | None:
    """One line of a CAPA answer, keyword in upper case; ``None`` for its end, the single dot."""
    if line == b".":
        return None
    word, space, rest = line.decode("utf-8", "backslashreplace")[:MAX_WORD].partition(" ")
    return f"{word.upper()}{space}{rest}"


def command(verb: str, argument: str = "") -> bytes:
    """One command line. Raises ``Unsafe`` for control characters."""
    if any(unicodedata.category(char) == "Cc" for char in argument):
        raise Unsafe
    return (f"{verb} {argument}" if argument else verb).encode() + b"\r\n"
