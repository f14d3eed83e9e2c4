"""From what is stored to what the page of a case shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mailmend.apps.render.phrases import SECURITY, value_words
from mailmend.apps.web.desk.access import File
from mailmend.apps.web.desk.reply import STANDARD
from mailmend.apps.web.desk.words import WHERE, cause_title
from mailmend.apps.web.view import drawn
from mailmend.case import Case
from mailmend.io.store.runs import StoredRun

RAW_SHOWN = 8 * 1024
"""Characters of one conversation on the page; the report has all of it."""
POSSIBLE_SHOWN = 8
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact in words; ``said`` are the words of ``speaker``, somebody outside."""

    id: str
    words: str
    speaker: str
    said: str
    vantage: str
    raw: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause that was found, and what it stands on."""

    cause: str
    title: str
    status: str
    where: str
    summary: str
    because: tuple[Seen, ...]
    changes: tuple[str, ...]


def answer_in(run: StoredRun | None, language: str) -> dict[str, Any]:
    """The answer of a run in a language, else in English; empty where there is none."""
    answers = (run.result or {}).get("answers", {}) if run else {}
    found = answers.get(language) or answers.get("en") or {}
    assert isinstance(found, dict)
    return found


def run_view(run: StoredRun) -> dict[str, Any]:
    """All that is shown of a run that came to an answer."""
    report = run.report or {}
    evidence = (run.result or {}).get("evidence", {})
    facts = {each["id"]: _seen(each, evidence) for each in report.get("facts", ())}
    answer = answer_in(run, "en")
    remedies = [each for each in answer.get("remedies", ()) if each["id"] != STANDARD]
    verdicts = report.get("verdicts", ())
    return {
        "sends": report.get("sends"),
        "reproduced": report.get("reproduced"),
        "unfinished": report.get("unfinished"),
        "elapsed": report.get("elapsed_s"),
        "stops": drawn(answer.get("way", [])),
        "found": [_finding(each, facts, evidence) for each in verdicts if _is_found(each)],
        "possible": [each for each in verdicts if each["status"] == "possible"][:POSSIBLE_SHOWN],
        "ruled_out": [each["cause"] for each in verdicts if each["status"] == "ruled-out"],
        "questions": report.get("unknown", ()),
        "working": list(_working(report.get("working_settings") or {})),
        "facts": list(facts.values()),
        "remedies": {
            audience: [each for each in remedies if each["for"] == audience]
            for audience in ("owner", "admin", "engineer")
        },
        "verified": (run.result or {}).get("verification"),
    }


def _is_found(verdict: Mapping[str, Any]) -> bool:
    return verdict["status"] in ("proven", "likely")


def _finding(
    verdict: Mapping[str, Any], facts: Mapping[str, Seen], evidence: Mapping[str, Any]
) -> Finding:
    cause = str(verdict["cause"])
    return Finding(
        cause=cause,
        title=cause_title(cause),
        status=str(verdict["status"]),
        where=WHERE.get(str(verdict["where"]), ""),
        summary=str(verdict["summary"]),
        because=tuple(facts[each] for each in verdict.get("because", ()) if each in facts),
        changes=tuple(evidence.get("changes", {}).get(cause, ())),
    )


def _seen(fact: Mapping[str, Any], evidence: Mapping[str, Any]) -> Seen:
    words, *said = evidence.get("facts", {}).get(fact["id"], [f"{fact['kind']}"])
    speaker, quoted = said if len(said) == 2 else ("", "")
    raw = str(fact.get("raw", ""))
    return Seen(fact["id"], words, speaker, quoted, str(fact.get("vantage", "")), raw[:RAW_SHOWN])


def case_rows(case: Case) -> dict[str, list[Row]]:
    """What is known of the device, in words; what is not known is left out."""
    system = " ".join(part for part in (case.device.os, case.device.version) if part)
    device = [("system", system), ("program", case.device.app or "")]
    return {
        "Device": [row for row in device if row[1]],
        "Sending": list(_rows("outgoing", case.outgoing)),
        "Receiving": list(_rows("incoming", case.incoming)),
    }


_NAMES = (
    ("protocol", "protocol"),
    ("enabled", "switch"),
    ("host", "server"),
    ("port", "port"),
    ("security", "encryption"),
    ("username", "user name"),
    ("password_set", "password"),
    ("authentication", "authentication"),
)


def _rows(part: str, settings: object) -> Iterator[Row]:
    for field, name in _NAMES:
        value = getattr(settings, field, None)
        if value is not None:
            yield name, value_words(f"{part}.{field}", value)


def _working(settings: Mapping[str, Any]) -> Iterator[tuple[str, list[Row]]]:
    for part, title in (("outgoing", "Sending"), ("incoming", "Receiving")):
        found = settings.get(part) or {}
        rows = [
            (name, SECURITY.get(str(found[field]), str(found[field])))
            for field, name in _NAMES
            if found.get(field) not in (None, "") and field not in ("enabled", "password_set")
        ]
        if rows:
            yield title, rows


def page_of(file: File) -> dict[str, Any]:
    """What every part of the page of a case needs."""
    answered = file.answered
    return {
        "file": file,
        "case": file.case,
        "rows": case_rows(file.case),
        "run": answered,
        "answer": run_view(answered) if answered else None,
        "finished": [run for run in file.runs if run.report is not None],
        "under_way": file.latest is not None and not file.latest.over,
    }
