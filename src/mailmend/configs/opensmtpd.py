"""OpenSMTPD's smtpd.conf: its listeners and what it matches a logged-in client to. Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MAX_LINES = 20_000
PORTS = {"smtp": 25, "submission": 587, "submissions": 465, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Listen:
    """One ``listen on`` line; ``accounts`` is the table that its logins are looked up in."""

    interface: str
    port: int
    security: Literal["none", "starttls", "tls"]
    login: bool
    line: int
    accounts: str = ""

    @property
    def loopback(self) -> bool:
        """Whether only the server itself can reach it."""
        return self.interface in {"lo", "lo0", "localhost", "::1"} or self.interface.startswith(
            "127."
        )


@dataclass(frozen=True, slots=True)
class Match:
    """One ``match`` line: words as written."""

    words: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The line with single blanks."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class OpenSmtpd:
    """The lines that matter, in order; ``included`` are files that were not read.

    ``tables`` are those that lie in files: name, path and line.
    """

    listens: tuple[Listen, ...]
    matches: tuple[Match, ...]
    certificates: tuple[tuple[str, str, int], ...]
    included: tuple[str, ...] = ()
    tables: tuple[tuple[str, str, int], ...] = ()


def parse_opensmtpd(text: str) -> OpenSmtpd:
    """The configuration of smtpd.conf(5)."""
    listens: list[Listen] = []
    matches, files, included, tables = [], [], [], []
    for number, words in _statements(text):
        match words:
            case ["listen", "on", interface, *rest] if interface != "socket":
                listens += _listen(interface, rest, number)
            case ["match", *_]:
                matches.append(Match(tuple(words), number))
            case ["pki", _, ("cert" | "key") as role, path]:
                files.append((role, path, number))
            case ["include", path]:
                included.append(path)
            case ["table", name, source, *_] if source.startswith(("file:/", "/")):
                tables.append((name, source.removeprefix("file:"), number))
    return OpenSmtpd(tuple(listens), tuple(matches), tuple(files), tuple(included), tuple(tables))


def _statements(text: str) -> Iterator[tuple[int, list[str]]]:
    start, joined = 0, ""
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        start = start or number
        joined += line.rstrip("\\") + " "
        if line.endswith("\\"):
            continue
        lexer = shlex.shlex(joined, posix=True, punctuation_chars="{}")
        lexer.whitespace_split, lexer.commenters = True, "#"
        try:
            words = [*lexer]
        except ValueError:
            words = []
        if words:
            yield start, words
        start, joined = 0, ""


def _listen(interface: str, words: list[str], line: int) -> Iterator[Listen]:
    """A line without a port stands for 25, and for 465 as well with ``smtps`` (smtpd.conf(5))."""
    given = words[words.index("port") + 1] if "port" in words[:-1] else ""
    at_once = "smtps" in words
    starttls = bool({"tls", "tls-require"} & set(words))
    security: Literal["none", "starttls", "tls"] = "starttls" if starttls else "none"
    login = bool({"auth", "auth-optional"} & set(words))
    named = re.search(r"\bauth(?:-optional)? <([\w.-]{1,60})>", " ".join(words))
    accounts = named[1] if named else ""
    number = int(given) if re.fullmatch(r"\d{1,5}", given) else PORTS.get(given, 0)
    if number:
        yield Listen(
            interface,
            number,
            "tls" if at_once and not starttls else security,
            login,
            line,
            accounts,
        )
        return
    if at_once:
        yield Listen(interface, 465, "tls", login, line, accounts)
    if not at_once or starttls:
        yield Listen(interface, 25, security, login, line, accounts)


def relays_for_login(config: OpenSmtpd) -> Match | bool | None:
    """The match that lets a logged-in client send anywhere; ``None``: it cannot be told.

    ``False``: no line does; or the line that rejects it is returned.
    """
    unsure = not config.matches  # the syntax before 6.4 has other words
    for match in config.matches:
        fits = _fits(match.words)
        if fits is None:
            unsure = True
        elif fits:
            return None if unsure else match
    return None if unsure or config.included else False


def rejects(match: Match) -> bool:
    """Whether the line ends in ``reject``."""
    return match.words[-1] == "reject"


def _fits(words: tuple[str, ...]) -> bool | None:
    """Whether a match fits a client from anywhere that is logged in, for a foreign recipient."""
    text = " ".join(words[1:])
    if re.search(r"(?:^| )for (?:local|domain|rcpt-to)\b", text) or "for any" not in text:
        return False if "!for" not in text and "! for" not in text else None
    if "!" in text or re.search(r"\b(?:mail-from|helo|rdns|src)\b", text):
        return None
    if re.search(r"\bfrom (?:local|socket|rdns|mail-from)\b", text):
        return False
    if "auth" in words:
        following = words[words.index("auth") + 1 : words.index("auth") + 2]
        named = following and (following[0].startswith("<") or "@" in following[0])
        return None if named else True
    return "from any" in text or "from src" in text
