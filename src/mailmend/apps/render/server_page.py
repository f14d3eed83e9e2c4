"""What was found on a mail server, as blocks and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Steps, Transcript
from mailmend.apps.render.evidence import fact_words
from mailmend.facts import Fact, MailServer, NotObserved
from mailmend.remedy import RenderedRemedy
from mailmend.report import Report, to_json
from mailmend.verdict import Possible

SCHEMA = "mailmend.server/1"
EVIDENCE_SHOWN = 12


def page(
    target: str,
    report: Report,
    remedies: Iterable[RenderedRemedy],
    commands: Sequence[str],
    *,
    verbose: bool,
) -> Iterator[Block]:
    """The answer, what to do, the evidence, and what could not be seen."""
    yield from _answer(target, report)
    for each in remedies:
        if verbose or each.audience == "admin":
            yield Heading("What to do")
            yield Steps(each.title, each.steps)
    yield from _possible(report)
    facts = tuple(report.facts) if verbose else _cited(report)[:EVIDENCE_SHOWN]
    if facts:
        yield Heading("Evidence")
        yield Bullets(tuple(fact_words(fact) for fact in facts))
    unseen = report.facts.of(NotObserved)
    if unseen and not verbose:
        yield Heading("What could not be read")
        yield Bullets(tuple(fact_words(fact) for fact in unseen))
    if verbose:
        yield Transcript("Commands that were run", tuple(commands))
    seen = f"{len(report.facts)} facts from {len(commands)} commands in {report.elapsed_s:.1f} s"
    yield Para(f"{seen}. Nothing was changed.", "faint")


def _answer(target: str, report: Report) -> Iterator[Block]:
    servers = [fact_words(fact)[0] for fact in report.facts.of(MailServer)]
    yield Heading(f"The mail server {target}")
    if not servers:
        yield Para("No mail server could be read there.", "warn")
        return
    yield Para("; ".join(servers), "faint")
    if not report.found:
        yield Para("Nothing was found there that keeps people who log in from sending.", "good")
    for each in report.found:
        yield Para(each.summary, "bad")


def _possible(report: Report) -> Iterator[Block]:
    open_ = [each for each in report.judgements if isinstance(each.verdict, Possible)]
    if open_:
        yield Heading("What it could be")
        yield Bullets(tuple((f"{each.summary} {_asks(each.verdict)}", None) for each in open_))


def _asks(verdict: object) -> str:
    return verdict.would_settle if isinstance(verdict, Possible) else ""


def _cited(report: Report) -> tuple[Fact, ...]:
    """The facts behind what is found or possible, each once."""
    shown = [each for each in report.judgements if each.status in {"proven", "likely", "possible"}]
    found = {id(fact): fact for each in shown for fact in each.because}
    return tuple(found.values())


def document(
    target: str,
    report: Report,
    remedies: Iterable[dict[str, object]],
    commands: Sequence[str],
) -> dict[str, object]:
    """The ``mailmend.server/1`` document."""
    whole = to_json(report, remedies, brief=True)
    open_ = [each for each in report.judgements if isinstance(each.verdict, Possible)]
    asked: list[object] = [
        {"what": each.summary, "would_settle": _asks(each.verdict), "ask": "admin"}
        for each in open_
    ]
    asked += [
        {"what": fact.what, "would_settle": f"{fact.target}: {fact.why}", "ask": "admin"}
        for fact in report.facts.of(NotObserved)
    ]
    return {
        "schema": SCHEMA,
        "target": target,
        "software": [fact.software for fact in report.facts.of(MailServer)],
        "verdicts": whole["verdicts"],
        "remedies": whole["remedies"],
        "unknown": asked,
        "facts": whole["facts"],
        "commands": list(commands),
        "elapsed_s": whole["elapsed_s"],
    }
