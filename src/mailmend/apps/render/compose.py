"""A report as blocks: the answer first, then the way, the fix, what is open, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mailmend.apps.render.answer import answer
from mailmend.apps.render.blocks import (
    Block,
    Bullets,
    Heading,
    Para,
    Rows,
    Said,
    Steps,
    Transcript,
)
from mailmend.apps.render.evidence import fact_words
from mailmend.apps.render.phrases import SECURITY
from mailmend.apps.render.way import way_of
from mailmend.case import Outgoing
from mailmend.facts import Fact, PublishedServer
from mailmend.remedy import RenderedRemedy
from mailmend.report import Judgement, Report
from mailmend.verdict import Possible

ASKED = {"owner": "Ask the owner", "engineer": "To find out", "admin": "Ask the administrator"}
POSSIBLE_SHOWN = 6
QUESTIONS_SHOWN = 4
EVIDENCE_SHOWN = 12


def compose(
    report: Report, remedies: Iterable[RenderedRemedy], *, verbose: bool = False
) -> tuple[Block, ...]:
    """All that a person is shown; ``verbose`` adds every fact, verdict and conversation."""
    return (
        *answer(report),
        *_way(report),
        *_fix(remedies, verbose=verbose),
        *_possible(report),
        *_open(report, verbose=verbose),
        *_working(report),
        *_evidence(report, verbose=verbose),
        *(_everything(report) if verbose else ()),
        *_closing(report),
    )


def _way(report: Report) -> Iterator[Block]:
    way = way_of(report)
    if way is not None:
        yield Heading("The way of the message")
        yield way


def _fix(remedies: Iterable[RenderedRemedy], *, verbose: bool) -> Iterator[Block]:
    shown = [each for each in remedies if verbose or each.audience != "engineer"]
    if shown:
        yield Heading("What to do")
    for each in shown:
        yield Steps(each.title, each.steps)


def _possible(report: Report) -> Iterator[Block]:
    open_ = [each for each in report.judgements if isinstance(each.verdict, Possible)]
    proven = any(each.status == "proven" for each in report.judgements)
    if open_ and not proven and not _all_is_well(report):
        yield Heading("What it could be")
        yield Para("What was seen fits each of these; it cannot be told from here which it is.")
        yield Bullets(tuple((each.summary, None) for each in open_[:POSSIBLE_SHOWN]))
        yield from _more(len(open_) - POSSIBLE_SHOWN)


def _all_is_well(report: Report) -> bool:
    """Sending works and nothing is reported that would say otherwise."""
    return report.sends == "yes" and not report.found and report.case.error is None


def _open(report: Report, *, verbose: bool) -> Iterator[Block]:
    if not report.unknown or _all_is_well(report):
        return
    fine = report.sends == "yes" and not report.found
    yield Heading("If it still fails" if fine else "What would settle the rest")
    shown = report.unknown if verbose else report.unknown[:QUESTIONS_SHOWN]
    yield Bullets(tuple((f"{ASKED[each.ask]}: {each.would_settle}", None) for each in shown))
    yield from _more(len(report.unknown) - len(shown))


def _more(number: int) -> Iterator[Block]:
    if number > 0:
        yield Para(f"and {number} more (--verbose shows all)", "faint")


def _working(report: Report) -> Iterator[Block]:
    working = report.working
    rows = [
        *(_outgoing_rows(working.outgoing) if working.outgoing else ()),
        *(_incoming_rows(working.incoming) if working.incoming else ()),
    ]
    if rows:
        yield Heading("Settings that worked just now")
        yield Rows(tuple(rows))


def _outgoing_rows(found: Outgoing) -> Iterator[tuple[str, str]]:
    yield "Sending (SMTP)", f"{found.host} port {found.port}"
    if found.security:
        yield "  encryption", SECURITY[found.security]
    if found.username is not None:
        yield "  user name", found.username or "(blank)"
    if found.authentication:
        yield "  authentication", found.authentication


def _incoming_rows(found: PublishedServer) -> Iterator[tuple[str, str]]:
    yield f"Receiving ({found.protocol.upper()})", f"{found.host} port {found.port}"
    yield "  encryption", SECURITY[found.security]
    if found.username:
        yield "  user name", found.username


def _evidence(report: Report, *, verbose: bool) -> Iterator[Block]:
    facts = list(report.facts) if verbose else _cited(report)
    if not facts:
        return
    ids = report.facts.ids()
    shown = facts if verbose else facts[:EVIDENCE_SHOWN]
    yield Heading("Evidence")
    yield Bullets(tuple(_line(fact, ids) for fact in shown))
    yield from _more(len(facts) - len(shown))


def _line(fact: Fact, ids: dict[int, str]) -> tuple[str, Said | None]:
    words, said = fact_words(fact)
    return f"{ids.get(id(fact), '-')}  {words}", said


def _cited(report: Report) -> list[Fact]:
    """The facts behind what was found, or else behind what is possible, each once."""
    chosen = report.found or (() if report.sends == "yes" else _fitting(report))
    found: dict[int, Fact] = {}
    for judgement in chosen:
        for fact in judgement.because:
            found.setdefault(id(fact), fact)
    return list(found.values())


def _fitting(report: Report) -> tuple[Judgement, ...]:
    return tuple(each for each in report.judgements if each.status == "possible")


def _everything(report: Report) -> Iterator[Block]:
    yield Heading("All verdicts")
    yield Rows(tuple((each.cause.id, each.status) for each in report.judgements))
    transcripts = [fact for fact in report.facts if fact.raw]
    if transcripts:
        yield Heading("Conversations")
    for fact in transcripts:
        yield Transcript(fact_words(fact)[0], tuple(fact.raw.splitlines()))


def _closing(report: Report) -> Iterator[Block]:
    seen = f"{len(report.facts)} facts in {report.elapsed_s:.1f} s, seen from this machine"
    late = "; the time ran out before everything was looked at" if report.unfinished else ""
    yield Para(f"{seen}{late}. No message was sent.", "faint")
