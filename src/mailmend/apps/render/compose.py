"""A report as blocks: the answer first, then the way, the fix, what is open, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from mailmend.apps.render.answer import finding, reasons
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
from mailmend.apps.render.spoken import in_english, spoken
from mailmend.apps.render.way import way_of
from mailmend.case import Outgoing
from mailmend.facts import Fact, PublishedServer
from mailmend.languages import say
from mailmend.remedies._words import APPLE_AUTHENTICATION
from mailmend.remedy import RenderedRemedy
from mailmend.report import Judgement, OpenQuestion, Report
from mailmend.text import Text, phrase, plural
from mailmend.verdict import Possible

ASKED = {"engineer": "To find out", "admin": "Ask the administrator"}
POSSIBLE_SHOWN = 6
QUESTIONS_SHOWN = 4
EVIDENCE_SHOWN = 12


def compose(
    report: Report,
    remedies: Iterable[RenderedRemedy],
    *,
    verbose: bool = False,
    language: str = "en",
) -> tuple[Block, ...]:
    """All that a person is shown; ``verbose`` adds every fact, verdict and conversation.

    The owner's part is in ``language``, the engineer's in English.
    """
    evidence = (*_evidence(report, verbose=verbose), *(_everything(report) if verbose else ()))
    return (
        *spoken(language, finding(report)),
        *in_english(language, reasons(report)),
        *spoken(language, _way(report)),
        *_fix(remedies, language, verbose=verbose),
        *spoken(language, _possible(report)),
        *_open(report, language, verbose=verbose),
        *spoken(language, _working(report)),
        *in_english(language, evidence),
        *spoken(language, _closing(report)),
    )


def _way(report: Report) -> Iterator[Block]:
    way = way_of(report)
    if way is not None:
        yield Heading(phrase("The way of the message"))
        yield way


def _fix(remedies: Iterable[RenderedRemedy], language: str, *, verbose: bool) -> Iterator[Block]:
    shown = [each for each in remedies if verbose or each.audience != "engineer"]
    if shown:
        yield Heading(say(language, phrase("What to do")))
    for each in shown:
        steps = (Steps(each.title, each.steps),)
        yield from in_english(language, steps) if each.audience == "admin" else steps


def _possible(report: Report) -> Iterator[Block]:
    open_ = [each for each in report.judgements if isinstance(each.verdict, Possible)]
    proven = any(each.status == "proven" for each in report.judgements)
    if open_ and not proven and not _all_is_well(report):
        yield Heading(phrase("What it could be"))
        yield Para(
            phrase("What was seen fits each of these; it cannot be told from here which it is.")
        )
        yield Bullets(tuple((each.summary, None) for each in open_[:POSSIBLE_SHOWN]))
        yield from _more(len(open_) - POSSIBLE_SHOWN)


def _all_is_well(report: Report) -> bool:
    """Sending works and nothing is reported that would say otherwise."""
    return report.sends == "yes" and not report.found and report.case.error is None


def _open(report: Report, language: str, *, verbose: bool) -> Iterator[Block]:
    if not report.unknown or _all_is_well(report):
        return
    fine = report.sends == "yes" and not report.found
    title = phrase("If it still fails") if fine else phrase("What would settle the rest")
    yield Heading(say(language, title))
    shown = report.unknown if verbose else report.unknown[:QUESTIONS_SHOWN]
    for owner, asked in groupby(shown, lambda each: each.ask == "owner"):
        if owner:
            yield from spoken(language, (Bullets(tuple(_for_owner(each) for each in asked)),))
        else:
            lines = tuple((f"{ASKED[each.ask]}: {each.would_settle}", None) for each in asked)
            yield from in_english(language, (Bullets(lines),))
    yield from spoken(language, _more(len(report.unknown) - len(shown)))


def _for_owner(asked: OpenQuestion) -> tuple[str, None]:
    return phrase("Ask the owner: {question}", question=asked.would_settle), None


def _more(number: int) -> Iterator[Block]:
    if number > 0:
        more = plural(
            "and {number} more (--verbose shows all)",
            "and {number} more (--verbose shows all)",
            number,
        )
        yield Para(more, "faint")


def _working(report: Report) -> Iterator[Block]:
    working = report.working
    rows = [
        *(_outgoing_rows(working.outgoing) if working.outgoing else ()),
        *(_incoming_rows(working.incoming) if working.incoming else ()),
    ]
    if rows:
        yield Heading(phrase("Settings that worked just now"))
        yield Rows(tuple(rows))


def _outgoing_rows(found: Outgoing) -> Iterator[tuple[str, str]]:
    yield phrase("Sending (SMTP)"), _place(found.host, found.port)
    if found.security:
        yield phrase("  encryption"), SECURITY[found.security]
    if found.username is not None:
        yield phrase("  user name"), found.username or phrase("(blank)")
    if found.authentication:
        way = APPLE_AUTHENTICATION.get(found.authentication, found.authentication)
        yield phrase("  authentication"), way


def _place(host: str | None, port: int | None) -> Text:
    return phrase("{host} port {port}", host=host, port=port)


def _incoming_rows(found: PublishedServer) -> Iterator[tuple[str, str]]:
    receiving = phrase("Receiving ({protocol})", protocol=found.protocol.upper())
    yield receiving, _place(found.host, found.port)
    yield phrase("  encryption"), SECURITY[found.security]
    if found.username:
        yield phrase("  user name"), found.username


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
    seen = plural(
        "{number} fact in {seconds} s, seen from this machine",
        "{number} facts in {seconds} s, seen from this machine",
        len(report.facts),
        seconds=report.elapsed_s,
    )
    if report.unfinished:
        late = phrase(
            "{seen}; the time ran out before everything was looked at. No message was sent.",
            seen=seen,
        )
        yield Para(late, "faint")
    else:
        yield Para(phrase("{seen}. No message was sent.", seen=seen), "faint")
