"""Reads an attached file or text: settings, a log, or words. Only what it says is kept.

A file may come from a customer: it is bounded, read in memory, and its passwords are left out.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mailmend.apps.merge import merged
from mailmend.apps.render.meaning import MEANINGS
from mailmend.apps.web.desk.kept_facts import documents
from mailmend.case import MAX_TEXT, Case, InputError, printable
from mailmend.dialects import read_event
from mailmend.dialects.sessions import Sessions
from mailmend.errors import explain
from mailmend.facts import LoggedSession
from mailmend.io.store.desk.attachments import Told
from mailmend.readers import read_settings_and_facts
from mailmend.readers._formats import readable_as, what_it_is

MAX_FILE = 8 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_LINE = 8 * 1024
_LOG_LINES_TRIED = 200
_READINGS = 3
_CASE_FILES = (".toml", ".json")
"""Names of case files; by content alone any text could be one."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Read:
    """What was told, and the case with it; ``case`` is as before where no setting was told."""

    told: Told
    case: Case


def read_file(case: Case, name: str, data: bytes) -> Read:
    """Settings where a reader takes the file, else a log, else a text. Raises ``InputError``."""
    size = len(data)
    if size > MAX_FILE:
        raise InputError(f"the file is larger than {MAX_FILE >> 20} MiB")
    if not data.strip():
        raise InputError("the file is empty")
    unpacked = _unpacked(data) if data.startswith(_GZIP) else data
    kind = readable_as(unpacked)
    if kind not in (None, "case") or name.lower().endswith(_CASE_FILES):
        return _settings(case, name, unpacked, size)
    lines = _lines(unpacked)
    if any(read_event(line, datetime.now(UTC)) for _, line in lines[:_LOG_LINES_TRIED]):
        return Read(_log(case, name, lines, size), case)
    return read_text(case, name, _as_text(name, unpacked), is_error=False)


def read_text(case: Case, name: str, text: str, *, is_error: bool) -> Read:
    """What the words mean; the error that the device shows becomes the case's. ``InputError``."""
    text = text.replace("\r\n", "\n").strip()
    if not text or len(text) > MAX_TEXT:
        raise InputError(f"a text has 1 to {MAX_TEXT} characters")
    if "\0" in text:
        raise InputError("the text holds a NUL character")
    told = Told(
        "text", name, len(text.encode("utf-8", "replace")), notes=_meanings(text), text=text
    )
    return Read(told, replace(case, error=text) if is_error else case)


def _meanings(text: str) -> tuple[str, ...]:
    readings = explain(text)[:_READINGS]
    return tuple(
        f"{MEANINGS.get(each.meaning, each.meaning)} ({each.confidence:.0%} sure)"
        for each in readings
        if each.meaning != "unknown"
    ) or ("Mailmend does not know these words.",)


def _settings(case: Case, name: str, data: bytes, size: int) -> Read:
    found, facts = read_settings_and_facts(name, data, case.address)
    known = merged(case, replace(found, address=case.address))
    left = [f"left aside: {printable(each)}" for each in found.ignored[:10]]
    told = Told("settings", name, size, documents(facts), tuple(left))
    return Read(told, replace(known, ignored=()))


def _log(case: Case, name: str, lines: list[tuple[int, str]], size: int) -> Told:
    sessions = Sessions(case)
    sessions.read(lines, name, datetime.now(UTC))
    facts = sessions.facts()
    seen = sum(isinstance(fact, LoggedSession) for fact in facts)
    notes = [f"lines read: {len(lines)}; connections of this account: {seen}"]
    if not seen:
        notes.append("Is it the log of the right server and the right day?")
    return Told("log", name, size, documents(facts), tuple(notes))


def _unpacked(data: bytes) -> bytes:
    worker = zlib.decompressobj(wbits=31)
    try:
        out = worker.decompress(data, MAX_UNPACKED)
    except zlib.error:
        raise InputError("the gzip file is damaged") from None
    if worker.unconsumed_tail:
        raise InputError(f"unpacked, the file is larger than {MAX_UNPACKED >> 20} MiB")
    return out


def _lines(data: bytes) -> list[tuple[int, str]]:
    """Numbered lines; of an over-long one only the start."""
    return [
        (number, line[:MAX_LINE].rstrip(b"\r").replace(b"\0", b"").decode("utf-8", "replace"))
        for number, line in enumerate(data.split(b"\n"), 1)
        if line
    ]


def _as_text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text or len(text) > MAX_TEXT:
        raise InputError(
            f"{printable(name)[:100]} is {what_it_is(data)}; attach a mail log, a profile or other "
            "settings, or paste the words of a screenshot as text"
        )
    return text
