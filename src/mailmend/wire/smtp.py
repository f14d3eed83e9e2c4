"""The grammar of SMTP: lines in, replies out; commands that cannot be injected into.

Bounds: a line has at most 8 KiB, a reply 256 lines and 64 KiB, an EHLO answer 100 keywords.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mailmend.facts import Reply

MAX_LINE = 8 * 1024
MAX_LINES = 256
MAX_REPLY = 64 * 1024
MAX_KEYWORDS = 100
MAX_KEYWORD_LINE = 1000
MAX_SIZE_DIGITS = 20

_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])(.*))?\Z", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s+|\Z)", re.ASCII)
_TRAILING = re.compile(r"\(#([245]\.\d{1,3}\.\d{1,3})\)\s*\Z", re.ASCII)


class Malformed(ValueError):
    """What was received is not SMTP; the message is one of the ``lost`` words of a step."""

    def __init__(self, why: str = "malformed") -> None:
        super().__init__(why)
        self.why = why


class Unsafe(ValueError):
    """A value cannot be put into a command: it would end or change the command."""


class ReplyReader:
    """Joins the lines of one reply (RFC 5321 section 4.2.1)."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._code = ""
        self._size = 0

    def feed(self, line: bytes) -> Reply | None:
        """Take one line without its line end; the reply once it is complete.

        Raises ``Malformed`` where the line is not a reply line, carries another code than the
        lines before it, holds NUL or CR, or breaks a bound.
        """
        self._bound(line)
        match = _LINE.match(line)
        if match is None or b"\0" in line or b"\r" in line:
            raise Malformed
        code = match[1].decode()
        if self._code not in ("", code):
            raise Malformed
        self._code = code
        self.lines.append(_text(match[3] or b""))
        return None if match[2] == b"-" else _reply(int(code), self.lines)

    def _bound(self, line: bytes) -> None:
        self._size += len(line)
        if len(line) > MAX_LINE or self._size > MAX_REPLY or len(self.lines) >= MAX_LINES:
            raise Malformed("too-long")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _reply(code: int, lines: list[str]) -> Reply:
    first = _ENHANCED.match(lines[0])
    if first is None:
        return Reply(code, " ".join(line.strip() for line in lines).strip())
    enhanced = first[1]
    return Reply(code, " ".join(_without(enhanced, line) for line in lines).strip(), enhanced)


def _without(enhanced: str, line: str) -> str:
    match = _ENHANCED.match(line)
    return line[match.end() :].strip() if match and match[1] == enhanced else line.strip()


def parse_reply(lines: Iterable[bytes]) -> Reply:
    """The reply that these lines are. Raises ``Malformed`` where they are not exactly one."""
    reader, reply = ReplyReader(), None
    for line in lines:
        if reply is not None:
            raise Malformed
        reply = reader.feed(line)
    if reply is None:
        raise Malformed
    return reply


def trailing_enhanced(text: str) -> str | None:
    """The enhanced status code at the end of a text, as qmail writes it: ``(#5.7.1)``."""
    match = _TRAILING.search(text)
    return match[1] if match else None


def keywords(lines: Iterable[str]) -> tuple[str, ...]:
    """The extension lines of an EHLO answer, keyword in upper case (RFC 5321 section 4.1.1.1).

    ``lines`` are the texts of all reply lines; the first one is the server's greeting. The old
    form ``AUTH=LOGIN`` stays as it is. At most 100 lines of 1000 characters are kept.
    """
    kept = [line.strip()[:MAX_KEYWORD_LINE] for line in list(lines)[1 : MAX_KEYWORDS + 1]]
    return tuple(_upper_keyword(line) for line in kept if line)


def _upper_keyword(line: str) -> str:
    if line[:5].upper() == "AUTH=":
        return f"AUTH={line[5:]}"
    word, space, rest = line.partition(" ")
    return f"{word.upper()}{space}{rest}"


def has_keyword(lines: Iterable[str] | None, keyword: str) -> bool:
    """Whether the extension is among the EHLO lines."""
    return any(line.split(" ", 1)[0].upper() == keyword for line in lines or ())


def size_limit(parameter: str | None) -> int | None:
    """The number of SIZE (RFC 1870) in octets; ``None``: not given, no limit, or not a number."""
    digits = (parameter or "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > MAX_SIZE_DIGITS:
        return None
    return int(digits) or None


def command(verb: str, argument: str = "") -> bytes:
    """One command line with its line end. Raises ``Unsafe`` for control characters."""
    text = f"{verb} {argument}" if argument else verb
    if any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in text):
        raise Unsafe(f"the argument of {verb} holds a control character")
    return text.encode("utf-8") + b"\r\n"


def needs_smtputf8(address: str) -> bool:
    """Whether the address can only be sent with SMTPUTF8: its local part is not ASCII."""
    return not address.rpartition("@")[0].isascii()


def path(address: str, *, utf8: bool = False) -> str:
    """The address as a path ``<name@domain>`` (RFC 5321 section 4.1.2, RFC 6531 section 3.3).

    A non-ASCII domain becomes its A-label unless ``utf8``. Raises ``Unsafe`` for an address that
    would leave the path, or that needs SMTPUTF8 while ``utf8`` is off.
    """
    if any(char in address for char in "<> \t"):
        raise Unsafe("the address holds a space or an angle bracket")
    if address.isascii() or utf8:
        return f"<{address}>"
    local, at, domain = address.rpartition("@")
    if not local.isascii():
        raise Unsafe("the address needs SMTPUTF8")
    return f"<{local}{at}{_a_label(domain)}>"


def _a_label(domain: str) -> str:
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Unsafe("the domain of the address is not valid") from error


def mail_from(address: str, *, utf8: bool = False) -> bytes:
    """MAIL FROM; with the parameter SMTPUTF8 where the address needs it and ``utf8`` allows it."""
    suffix = " SMTPUTF8" if utf8 and not address.isascii() else ""
    return command("MAIL", f"FROM:{path(address, utf8=utf8)}{suffix}")


def rcpt_to(address: str, *, utf8: bool = False) -> bytes:
    """RCPT TO."""
    return command("RCPT", f"TO:{path(address, utf8=utf8)}")
