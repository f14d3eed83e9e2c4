"""What a repair is planned from: the change, the facts behind it, and the server to ask."""

from __future__ import annotations

import base64
import binascii
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from mailmend.case import Case
from mailmend.change import ServerAction
from mailmend.facts import Facts, MailServer
from mailmend.mending.plan import Edit
from mailmend.probes.server.host import Host

ENCODING = ("utf-8", "surrogateescape")
"""Every byte comes back as it was, whatever a file is written in."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One change that a cause states, on one server; ``cited`` are the facts behind that cause.

    ``clients`` are the device's addresses, none where they are not known. ``planned`` are the files
    that an earlier repair of the same run changes, as they shall be.
    """

    case: Case
    change: ServerAction
    cited: Facts
    facts: Facts
    host: Host
    clients: tuple[str, ...] = ()
    planned: Mapping[str, str] = field(default_factory=dict)

    @property
    def software(self) -> str:
        """The mail server that is in use there."""
        server = self.facts.first(MailServer)
        return server.software if server else ""

    async def text(self, path: str) -> str | None:
        """A file's exact content; ``None`` where it cannot be read."""
        if path in self.planned:
            return self.planned[path]
        found = await self.host.run("base64", "--", path)
        if not found.ok:
            return None
        try:
            return base64.b64decode(found.stdout).decode(*ENCODING)
        except binascii.Error:
            return None

    async def fails(self, script: str) -> str | None:
        """What a text for ``sh`` that only looks says where it fails; ``None`` where it passes."""
        found = await self.host.run("sh", "-c", script)
        return None if found.ok else (found.stderr or found.stdout).strip()[-300:] or "no words"


def edit(path: str, old: str, new: str) -> Edit:
    """The edit of a file from one text to another."""
    return Edit(path, old.encode(*ENCODING), new.encode(*ENCODING))


def quoted(*words: str) -> str:
    """Words as a command line for ``sh``."""
    return shlex.join(words)
