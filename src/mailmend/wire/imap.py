"""The part of IMAP's grammar that a login needs (RFC 9051, RFC 5530, RFC 9208): lines in and out.

Literals are never allocated: a line that announces one cannot be read on and is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

MAX_LINES = 256
MAX_CAPABILITIES = 100
MAX_WORD = 100

Kind = Literal["OK", "NO", "BAD", "BYE", "PREAUTH"]

_STATUS = re.compile(
    r"(?P<tag>\S+) (?P<kind>OK|NO|BAD|BYE|PREAUTH)\b ?"
    r"(?:\[(?P<code>[^\]\s]+) ?(?P<rest>[^\]]*)\] ?)?(?P<text>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_LITERAL = re.compile(rb"\{\d*[+-]?\}\Z")
_QUOTA = re.compile(r"\* QUOTA (?:\"[^\"]*\"|\S+|) ?\((?P<list>[^()]*)\)\s*\Z", re.IGNORECASE)
_RESOURCE = re.compile(r"(\S+) (\d{1,18}) (\d{1,18})", re.ASCII)


class Malformed(ValueError):
    """The line is not IMAP, or cannot be read within the bounds."""


class Unsafe(ValueError):
    """A user name or password that a quoted string cannot carry."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status response; ``code`` is the response code in upper case, ``rest`` its arguments."""

    tag: str
    kind: Kind
    code: str
    rest: str
    text: str


def text_of(line: bytes) -> str:
    """The line as text. Raises ``Malformed`` for NUL, CR or a literal."""
    if b"\0" in line or b"\r" in line or _LITERAL.search(line):
        raise Malformed
    return line.decode("utf-8", "backslashreplace")


def parse_status(line: bytes) -> Status | None:
    """The status response that this line is, or ``None``. Raises ``Malformed``."""
    match = _STATUS.match(text_of(line))
    if match is None:
        return None
    kind: Kind = match["kind"].upper()  # type: ignore[assignment]
    code = (match["code"] or "")[:MAX_WORD].upper()
    return Status(match["tag"], kind, code, match["rest"] or "", match["text"])


def parse_greeting(line: bytes) -> Status:
    """The greeting: untagged OK, PREAUTH or BYE (RFC 9051 section 7.1). Raises ``Malformed``."""
    status = parse_status(line)
    if status is None or status.tag != "*" or status.kind not in {"OK", "PREAUTH", "BYE"}:
        raise Malformed
    return status


def capabilities(line: bytes) -> tuple[str, ...] | None:
    """The capabilities a line announces, as data or as a response code; ``None`` for others."""
    status = parse_status(line)
    if status is not None:
        return _words(status.rest) if status.code == "CAPABILITY" else None
    text = text_of(line)
    return _words(text[13:]) if text[:13].upper() == "* CAPABILITY " else None


def _words(text: str) -> tuple[str, ...]:
    words = (word[:MAX_WORD].upper() for word in text.split()[:MAX_CAPABILITIES])
    return tuple(dict.fromkeys(words))


def quota_percent(line: bytes) -> int | None:
    """How full the fullest resource of a QUOTA response is, in percent; ``None`` for others."""
    match = _QUOTA.match(text_of(line))
    if match is None:
        return None
    rows = [(int(used), int(limit)) for _, used, limit in _RESOURCE.findall(match["list"])]
    return max((used * 100 // limit for used, limit in rows if limit), default=None)


def quoted(text: str) -> bytes:
    """The text as a quoted string (RFC 9051 section 4.3). Raises ``Unsafe``."""
    if not text.isascii() or any(unicodedata.category(char) == "Cc" for char in text):
        raise Unsafe
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.encode()


def command(tag: str, text: str) -> bytes:
    """One command line; the text holds no value from outside."""
    return f"{tag} {text}\r\n".encode()
