"""The report: case, facts, verdicts and what they mean; to the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

from mailmend.case import Case, Outgoing
from mailmend.change import Change, SetField
from mailmend.facts import Fact, Facts, PublishedServer, Repair
from mailmend.languages import say
from mailmend.verdict import Asked, Cause, Likely, Possible, Proven, RuledOut, Unknown, Verdict

SCHEMA = "mailmend.report/1"
Sends = Literal["yes", "no", "unknown"]

_STATUS: dict[type, str] = {
    Proven: "proven",
    Likely: "likely",
    Possible: "possible",
    RuledOut: "ruled-out",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One cause and its verdict on this case."""

    cause: Cause
    verdict: Verdict

    @property
    def status(self) -> str:
        """``proven``, ``likely``, ``possible``, ``ruled-out`` or ``unknown``."""
        return _STATUS.get(type(self.verdict), "unknown")

    @property
    def summary(self) -> str:
        """One sentence for the mailbox owner."""
        told = "" if isinstance(self.verdict, RuledOut | Unknown) else self.verdict.summary
        return told or self.cause.title

    @property
    def changes(self) -> tuple[Change, ...]:
        """What should become true."""
        return () if isinstance(self.verdict, RuledOut | Unknown) else self.verdict.changes

    @property
    def because(self) -> tuple[Fact, ...]:
        """The facts it stands on."""
        return () if isinstance(self.verdict, Unknown) else self.verdict.because


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that could not be settled, and the one question or access that would."""

    what: str
    would_settle: str
    ask: Asked


@dataclass(frozen=True, slots=True)
class WorkingSettings:
    """Settings that were seen to work in this run."""

    incoming: PublishedServer | None = None
    outgoing: Outgoing | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """The whole result of one diagnosis; ``judgements`` stand in order, the primary first.

    It has no long ``repr``: asyncio asks for that of its main task's result at the end of a run.
    """

    case: Case
    facts: Facts
    judgements: tuple[Judgement, ...]
    sends: Sends
    reproduced: bool | None
    working: WorkingSettings
    unknown: tuple[OpenQuestion, ...]
    elapsed_s: float
    unfinished: bool = False

    @property
    def found(self) -> tuple[Judgement, ...]:
        """The proven and likely causes."""
        return tuple(each for each in self.judgements if each.status in {"proven", "likely"})

    @property
    def to_mend(self) -> tuple[Judgement, ...]:
        """What a remedy is for: the proven causes, or the likely ones where nothing is proven."""
        return tuple(each for each in self.found if each.status == "proven") or self.found

    @property
    def meanwhile(self) -> tuple[SetField, ...]:
        """Other settings of the device with which it sends at once, where its own are not to blame.

        Seen to work in this run; empty where what is to be mended is on the device or its account.
        """
        mend = self.to_mend
        own = any(each.cause.where in {"device", "account"} for each in mend)
        if own or any(isinstance(one, SetField) for each in mend for one in each.changes):
            return ()
        repair = self.facts.first(Repair)
        changes = repair.changes if repair is not None and self.sends == "no" else ()
        return tuple(SetField(one.field, one.from_, one.to) for one in changes)

    @property
    def exit_status(self) -> int:
        """0 it sends, 1 a cause is found, 3 not settled, 4 the budget ran out first."""
        if self.found:
            return 1
        if self.sends == "yes":
            return 0
        return 4 if self.unfinished else 3


def to_json(
    report: Report,
    remedies: Iterable[dict[str, object]] = (),
    *,
    brief: bool = False,
    language: str = "en",
) -> dict[str, object]:
    """The ``mailmend.report/1`` document; ``brief`` leaves the ruled-out causes out.

    ``language`` is that of the summaries and of what the owner is asked.
    """
    ids = report.facts.ids()
    shown = [
        each
        for each in report.judgements
        if each.status != "unknown" and not (brief and each.status == "ruled-out")
    ]
    return {
        "schema": SCHEMA,
        "case": _case_document(report.case),
        "sends": report.sends,
        "reproduced": report.reproduced,
        "verdicts": [_judgement_document(each, ids, language) for each in shown],
        "working_settings": _working_document(report.working),
        "remedies": list(remedies),
        "unknown": [_question_document(question, language) for question in report.unknown],
        "facts": [_fact_document(fact, ids) for fact in report.facts],
        "elapsed_s": round(report.elapsed_s, 3),
        "unfinished": report.unfinished,
    }


def _question_document(asked: OpenQuestion, language: str) -> dict[str, object]:
    return {
        "what": say(language, asked.what),
        "would_settle": say(language, asked.would_settle),
        "ask": asked.ask,
    }


def _judgement_document(each: Judgement, ids: dict[int, str], language: str) -> dict[str, object]:
    return {
        "cause": each.cause.id,
        "group": each.cause.group,
        "status": each.status,
        "where": each.cause.where,
        "summary": say(language, each.summary),
        "because": list(dict.fromkeys(ids[id(fact)] for fact in each.because if id(fact) in ids)),
        "changes": [change_document(change) for change in each.changes],
    }


def change_document(change: Change) -> dict[str, object]:
    """A change as the contract writes it: its kind first, ``from`` for ``from_``."""
    values = {field.name.rstrip("_"): getattr(change, field.name) for field in fields(change)}
    return {"kind": change.kind, **{name: plain(value) for name, value in values.items()}}


def _case_document(case: Case) -> dict[str, object]:
    document = _fields(case)
    document.pop("ignored", None)
    return {key: value for key, value in document.items() if value not in (None, {}, [])}


def _working_document(working: WorkingSettings) -> dict[str, object] | None:
    if working.incoming is None and working.outgoing is None:
        return None
    return {
        "incoming": plain(working.incoming) or {},
        "outgoing": plain(working.outgoing) or {},
    }


def _fact_document(fact: Fact, ids: dict[int, str]) -> dict[str, object]:
    return {"id": ids[id(fact)], "kind": fact.kind, **_fields(fact, ids)}


def _fields(value: object, ids: dict[int, str] | None = None) -> dict[str, object]:
    assert is_dataclass(value)
    return {
        field.name.rstrip("_"): plain(getattr(value, field.name), ids)
        for field in fields(value)
        if getattr(value, field.name) is not None
    }


def plain(value: object, ids: dict[int, str] | None = None) -> object:
    """``value`` in the types of JSON; facts inside facts become their ids."""
    if ids is not None and isinstance(value, Fact):
        return ids.get(id(value))
    if is_dataclass(value):
        return _fields(value, ids)
    if isinstance(value, tuple | list):
        return [plain(item, ids) for item in value]
    return value
