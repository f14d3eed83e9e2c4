"""Haraka's configuration folder: what it listens on, and whether its plugins take logins. Pure.

AUTH is announced inside TLS only, so it takes a plugin for logins and the plugin ``tls``. Known
from its documentation and its files as shipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LINES = 5000
SMTPS = 465
DEFAULT_PORT = 25
_LOGIN = re.compile(r"auth[/-][\w/-]{1,60}")


@dataclass(frozen=True, slots=True)
class Haraka:
    """The listeners with the line that names them, and the plugins in their order, each by line."""

    listens: tuple[tuple[str, int, int], ...]
    plugins: tuple[tuple[str, int], ...]

    @property
    def login_plugin(self) -> tuple[str, int]:
        """The first plugin that takes logins and its line; an empty name for none."""
        found = (one for one in self.plugins if _LOGIN.fullmatch(one[0]))
        return next(found, ("", 0))

    @property
    def encrypts(self) -> bool:
        """Whether the plugin ``tls`` is on."""
        return any(name == "tls" for name, _ in self.plugins)

    @property
    def takes_logins(self) -> bool:
        """Whether AUTH is announced once the connection is encrypted."""
        return bool(self.login_plugin[0]) and self.encrypts


def parse_haraka(plugins: str, smtp_ini: str) -> Haraka:
    """The two files ``config/plugins`` and ``config/smtp.ini``; either may be empty."""
    rows = [line.strip() for line in plugins.split("\n")[:MAX_LINES]]
    named = ((row, number) for number, row in enumerate(rows, 1) if row[:1] not in ("", "#"))
    return Haraka(tuple(_listens(smtp_ini)) or (("*", DEFAULT_PORT, 0),), tuple(named))


def _listens(text: str) -> list[tuple[str, int, int]]:
    """``listen`` of the file's head: addresses with ports, apart by commas."""
    found: list[tuple[str, int, int]] = []
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        if line.startswith("["):
            break
        setting = re.match(r"listen(?:_address)?\s*=\s*(.+)", line)
        for place in setting[1].split(",") if setting else ():
            address, _, port = place.strip().rpartition(":")
            if port.isdigit() and len(port) <= 5:
                found.append((address.strip("[]") or "*", int(port), number))
    return found
