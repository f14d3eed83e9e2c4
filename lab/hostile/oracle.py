"""What reached the hostile servers: the canary password in any form, logins, strange visitors."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from typing import Literal
from urllib.parse import quote

Trust = Literal["clear", "bad-tls", "good-tls"]
_LOGIN = (b"AUTH ", b"AUTHENTICATE ", b" LOGIN ", b"PASS ", b"APOP ")
_TAIL = 1024


def forms(canary: str) -> tuple[bytes, ...]:
    """The canary as it may travel: raw, base64 at its three alignments, hex, percent."""
    raw = canary.encode()
    found = [raw, raw.hex().encode(), quote(canary, safe="").encode()]
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw)
        first = (shift * 8 + 5) // 6
        found.append(text[first : len(text) - 4])
    return tuple(dict.fromkeys(form for form in found if form))


class Oracle:
    """A journal of JSON lines, one an event; ``canary`` is what must not arrive unprotected."""

    def __init__(self, journal: Path, canary: str) -> None:
        self._forms = forms(canary)
        self._file = journal.open("a", buffering=1, encoding="utf-8")

    def note(self, behaviour: str, event: str, **more: str | int) -> None:
        """Write down one event."""
        row = {"at": round(time.monotonic(), 3), "behaviour": behaviour, "event": event, **more}
        self._file.write(json.dumps(row) + "\n")

    def listen(self, behaviour: str, port: int) -> Ear:
        """An ear for one connection."""
        self.note(behaviour, "connection", port=port)
        return Ear(self, behaviour, port)

    def holds_canary(self, data: bytes) -> bool:
        """Whether the canary is in the data in any of its forms."""
        return any(form in data for form in self._forms)


class Ear:
    """Hears all that one client says, across its chunks."""

    def __init__(self, oracle: Oracle, behaviour: str, port: int) -> None:
        self._oracle = oracle
        self._behaviour = behaviour
        self._port = port
        self._tail = b""

    def hear(self, data: bytes, trust: Trust) -> None:
        """Note a canary in any state, and the begin of a login outside good TLS."""
        heard = self._tail + data
        if self._oracle.holds_canary(heard):
            self._oracle.note(self._behaviour, "canary", trust=trust, port=self._port)
            heard = b""
        if trust != "good-tls" and any(word in data.upper() for word in _LOGIN):
            self._oracle.note(self._behaviour, "login", trust=trust, port=self._port)
        self._tail = heard[-_TAIL:]
