"""The text for ``sh`` that lays a repair down on the server, whole or not at all. Pure."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailmend.case import InputError, printable
from mailmend.mending.plan import Plan

MAX_BYTES = 2 * 1024 * 1024
_ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Who:
    """Who has the repair made: a person at a machine, the login on the server, the program."""

    person: str
    login: str
    tool: str


def is_id(text: str) -> bool:
    """Whether a text is the name of a repair, so that it can stand in a path."""
    return _ID.match(text) is not None


def unpack_text(id_: str, plan: Plan, who: Who, program: str, base: str) -> str:
    """Everything below ``base``/fixes, moved into place by its last command.

    ``program`` is what keeps the transaction there.
    A line that is cut off on the way ends the text before that. Raises ``InputError`` for a path
    that cannot be handled, or files too large.
    """
    if sum(len(edit.new) for edit in plan.edits) > MAX_BYTES:
        raise InputError("the files of this repair are larger than 2 MiB")
    new = f"{base}/fixes/.new-{id_}"
    lines = ["set -e", "umask 077", f"mkdir -p {base}/fixes", f"mkdir {new}", f"cd {new}"]
    for name, data in (("agent", program.encode()), *_parts(plan, who)):
        folder = name.rpartition("/")[0]
        lines += [f"mkdir -p {folder}"] if folder else []
        coded = base64.encodebytes(data).decode("ascii")
        lines += [f"base64 -d >{name} <<'END'", f"{coded}END"]
    lines += ["sync", f"mv -T {new} {base}/fixes/{id_}", "echo unpacked"]
    return "\n".join(lines) + "\n"


def _parts(plan: Plan, who: Who) -> Iterator[tuple[str, bytes]]:
    yield "audit", audit_members(plan, who).encode()
    for name in ("check", "reload", "daemon"):
        yield name, f"{getattr(plan, name)}\n".encode()
    for number, edit in enumerate(plan.edits, 1):
        folder = f"edits/{number}"
        yield f"{folder}/path", _path(edit.path)
        yield f"{folder}/old.sha", edit.old_sha256.encode()
        yield f"{folder}/new.sha", edit.new_sha256.encode()
        yield f"{folder}/new", edit.new
    for number, command in enumerate(plan.commands, 1):
        for name in ("do", "undo", "state"):
            yield f"commands/{number}/{name}", f"{getattr(command, name)}\n".encode()


def _path(path: str) -> bytes:
    if not path.startswith("/") or not path.isprintable() or "/../" in path or path.endswith("/"):
        raise InputError(f"the file name {printable(path)[:100]} cannot be handled")
    return path.encode()


def undo_members(who: Who) -> str:
    """Who takes a repair back, as members of a JSON object."""
    return json.dumps({"undone_by": who.person, "undone_login": who.login})[1:-1]


def audit_members(plan: Plan, who: Who) -> str:
    """What the trail says of this repair, as the members of a JSON object on one line."""
    members = {
        "by": who.person,
        "login": who.login,
        "tool": who.tool,
        "what": plan.title,
        "files": [edit.path for edit in plan.edits],
        "commands": [command.shown for command in plan.commands],
    }
    return json.dumps(members)[1:-1]
