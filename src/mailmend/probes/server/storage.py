"""The mail queue's file system, and the files that certificates and accounts lie in."""

from __future__ import annotations

import asyncio
from typing import Literal

from mailmend.configs.postfix import Place
from mailmend.facts import QueueSpace, ServerFile
from mailmend.probes.server.host import FileState, Host

Role = Literal["certificate", "key", "accounts"]
Problem = Literal["", "missing", "unreadable", "empty"]


async def queue_space(
    host: Host, path: str, needed: int, *, software: str, setting: str, place: Place
) -> QueueSpace | None:
    """The free space where the queue lies; ``None`` where it could not be seen."""
    text, counts = await asyncio.gather(
        host.output("df", "-P", "-B1", "--", path), host.output("df", "-P", "-i", "--", path)
    )
    words, inodes = _last_line(text), _last_line(counts)
    if len(words) < 6 or not words[3].isdigit():
        return None
    counted = len(inodes) >= 6 and inodes[1].isdigit() and int(inodes[1]) > 0
    return QueueSpace(
        source=f"df -P -B1 {path}",
        software=software,
        path=path,
        free=int(words[3]),
        needed=needed,
        inodes=int(inodes[3]) if counted and inodes[3].isdigit() else None,
        setting=setting,
        file=place.file,
        line=place.line,
        raw=text or "",
    )


def _last_line(text: str | None) -> list[str]:
    lines = (text or "").strip().splitlines()
    return lines[-1].split() if lines else []


async def server_file(
    host: Host,
    role: Role,
    path: str,
    *,
    software: str,
    setting: str,
    place: Place,
    reader: str = "root",
    ports: tuple[int, ...] = (),
) -> ServerFile | None:
    """The state of a file for the user that reads it; ``None`` where it could not be seen."""
    state = await host.stat(path)
    if state.exists is None:
        return None
    return ServerFile(
        source=f"stat {path}",
        software=software,
        role=role,
        path=path,
        problem=await _problem(host, path, state, reader),
        ports=ports,
        setting=setting,
        file=place.file,
        line=place.line,
    )


async def _problem(host: Host, path: str, state: FileState, reader: str) -> Problem:
    if not state.exists:
        return "missing"
    if not state.kind.startswith("regular"):
        return "unreadable"
    if state.size == 0:
        return "empty"
    tried = None if reader == "root" else await host.may(reader, "r", path)
    may = await _may_read(host, state, reader) if tried is None else tried
    return "" if may else "unreadable"


async def _may_read(host: Host, state: FileState, reader: str) -> bool:
    """Whether the mode lets that user read; access control lists are not seen."""
    if reader == "root" or state.mode & 0o004:
        return True
    if state.owner == reader:
        return bool(state.mode & 0o400)
    groups = await host.output("id", "-Gn", "--", reader)
    if groups is None:
        return True
    return state.group in groups.split() and bool(state.mode & 0o040)
