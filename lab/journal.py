"""Notes of how to undo each step, written before the step is taken, played back to heal."""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from lab import network, services
from lab.host import Host
from lab.plan import ROUTER


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was: its bytes (base64), mode, owner; no content means it was absent."""

    host: str
    path: str
    content: str | None
    mode: int = 0
    uid: int = 0
    gid: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A command inside the host that undoes a step."""

    host: str
    argv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouterRun:
    """A command in the router's network that undoes a step."""

    argv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A service that must read its files again, or start afresh, once all is undone."""

    host: str
    service: str
    afresh: bool = False


Note = File | Run | RouterRun | Touched
_KINDS: dict[str, type[File | Run | RouterRun | Touched]] = {
    "File": File,
    "Run": Run,
    "RouterRun": RouterRun,
    "Touched": Touched,
}


class Journal:
    """A file of notes, one JSON object a line, in the order the steps were taken."""

    def __init__(self, path: Path) -> None:
        """Use that file; it need not exist yet."""
        self._path = path

    def note(self, note: Note) -> None:
        """Write one note down before the step it undoes."""
        line = json.dumps({"kind": type(note).__name__, **asdict(note)})
        with self._path.open("a", encoding="ascii") as file:
            file.write(line + "\n")

    def notes(self) -> list[Note]:
        """Every note not played back yet, the oldest first."""
        if not self._path.exists():
            return []
        return [_parse(line) for line in self._path.read_text("ascii").splitlines()]

    def play_back(self, hosts: Mapping[str, Host]) -> None:
        """Undo everything in reverse, then reload or restart each touched service once."""
        notes = self.notes()
        touched: dict[tuple[str, str], bool] = {}
        for note in reversed(notes):
            match note:
                case File():
                    restore(hosts[note.host].root, note)
                case Run():
                    hosts[note.host].run(note.argv)
                case RouterRun():
                    network.inside(ROUTER, list(note.argv))
                case Touched():
                    key = (note.host, note.service)
                    touched[key] = note.afresh or touched.get(key, False)
        for (name, service), afresh in sorted(touched.items(), key=_name_server_first):
            act = services.restart if afresh else services.reload
            act(hosts[name], service)
        self._path.unlink(missing_ok=True)


def remember(host: Host, path: str) -> File:
    """What is at that path of the host now, as the note that would put it back."""
    place = host.root / path.lstrip("/")
    if not place.exists():
        return File(host.machine.name, path, None)
    status = place.stat()
    content = base64.b64encode(place.read_bytes()).decode("ascii")
    mode = stat.S_IMODE(status.st_mode)
    return File(host.machine.name, path, content, mode, status.st_uid, status.st_gid)


def restore(root: Path, note: File) -> None:
    """Put a file back as it was."""
    place = root / note.path.lstrip("/")
    if note.content is None:
        place.unlink(missing_ok=True)
        return
    place.write_bytes(base64.b64decode(note.content))
    os.chown(place, note.uid, note.gid)
    place.chmod(note.mode)


def _parse(line: str) -> Note:
    record = json.loads(line)
    kind = _KINDS[record.pop("kind")]
    if "argv" in record:
        record["argv"] = tuple(record["argv"])
    note: Note = kind(**record)
    return note


def _name_server_first(item: tuple[tuple[str, str], bool]) -> tuple[bool, tuple[str, str]]:
    return (item[0][1] != "bind", item[0])
