"""What a repair does on a server, in a form that can be shown, applied and taken back. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mailmend.change import ServerVerb

if TYPE_CHECKING:
    from mailmend.mending.ground import Ground


@dataclass(frozen=True, slots=True)
class Edit:
    """A file's bytes as they were read, and as they shall be."""

    path: str
    old: bytes
    new: bytes

    @property
    def old_sha256(self) -> str:
        """The digest that the file must have before the edit."""
        return digest(self.old)

    @property
    def new_sha256(self) -> str:
        """The digest that the file must have for the edit to be taken back."""
        return digest(self.new)


@dataclass(frozen=True, slots=True)
class Command:
    """A step that is no edit of a file, as text for ``sh``, and the step that takes it back.

    ``state`` only looks, and prints ``old`` where the step was not taken, ``new`` where it was,
    and ``other`` where neither is so, because somebody else has acted.
    """

    shown: str
    do: str
    undo: str
    state: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One repair. ``check``, ``reload`` and ``daemon`` are texts for ``sh``.

    ``check`` fails where the server's own checker finds fault; ``reload`` makes the server read its
    files; ``daemon`` prints what tells one run of the server from another. ``same_as`` are the
    server's own commands that amount to the edits. ``risks`` is what an administrator should know.
    ``ends_receiving``: it is meant that the mailbox's mail is received elsewhere from now on.
    """

    title: str
    edits: tuple[Edit, ...] = ()
    commands: tuple[Command, ...] = ()
    check: str = "true"
    reload: str = "true"
    daemon: str = "true"
    same_as: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    ends_receiving: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Why this cannot be mended safely by a program, and what a person does instead."""

    why: str
    steps: tuple[str, ...] = ()


Planned = Plan | Advice | None
Write = Callable[["Ground"], Awaitable[Planned]]


@dataclass(frozen=True, slots=True)
class ServerFix:
    """One unit of ``mailmend.server_fixes``; its id is its file's name.

    ``write`` gives ``None`` where the unit has nothing to say about this server.
    """

    id: str
    verbs: frozenset[ServerVerb]
    software: str
    write: Write


def server_fix(*verbs: ServerVerb, software: str = "") -> Callable[[Write], ServerFix]:
    """Make a planning function a ``ServerFix``; empty ``software`` stands for every program."""

    def wrap(write: Write) -> ServerFix:
        name = write.__module__.rpartition(".")[2].replace("_", "-")
        return ServerFix(name, frozenset(verbs), software, write)

    return wrap


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal, as ``sha256sum`` prints it."""
    return hashlib.sha256(data).hexdigest()
