"""A report that an earlier diagnosis wrote as JSON: its case, what worked, its causes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from mailmend.case import Case, InputError, case_from_mapping
from mailmend.report import SCHEMA

MAX_REPORT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is used of an earlier report.

    ``working`` holds the settings that worked then, in the place of the device's; ``None`` where
    none did. ``causes`` are the ids that were proven, or likely where nothing was.
    """

    case: Case
    working: Case | None
    causes: tuple[str, ...]
    at: str


def read_report(name: str, address: str | None) -> Earlier:
    """The report in that file. Raises ``InputError``; also where it is of another address."""
    from mailmend.io.files import read_file

    document = _document(read_file(name, "report", MAX_REPORT))
    case = case_from_mapping(_table(document, "case"))
    if address is not None and address.lower() != case.address.lower():
        raise InputError(f"the report is of {case.address}, not of {address}")
    return Earlier(case, working_case(document, case), causes_of(document), _time(document))


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError(
            "the report is not JSON; write it with: mailmend diagnose --json"
        ) from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise InputError(f"the report is not a {SCHEMA} document, as diagnose --json writes it")
    return document


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def working_case(document: dict[str, Any], case: Case) -> Case | None:
    """The case with the settings that worked in the place of the device's; ``None``: none did."""
    settings = _table(document, "working_settings")
    if not settings.get("outgoing"):
        return None
    parts = {key: _table(settings, key) for key in ("outgoing", "incoming")}
    return case_from_mapping({"address": case.address, **parts})


def causes_of(document: dict[str, Any]) -> tuple[str, ...]:
    """The ids of what was proven, or of what was likely where nothing was."""
    listed = document.get("verdicts")
    verdicts = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    for status in ("proven", "likely"):
        found = tuple(str(each.get("cause")) for each in verdicts if each.get("status") == status)
        if found:
            return found
    return ()


def _time(document: dict[str, Any]) -> str:
    facts = document.get("facts")
    times = (
        [each.get("at") for each in facts if isinstance(each, dict)]
        if isinstance(facts, list)
        else []
    )
    return max((time for time in times if isinstance(time, str)), default="")[:40]
