"""A repair of a server for people and as a document: what shall change, and how it ended."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Steps, Transcript
from mailmend.mending.ground import ENCODING
from mailmend.mending.plan import Edit, Plan
from mailmend.mending.proof import Point
from mailmend.mending.story import Outcome
from mailmend.remedy import RenderedRemedy
from mailmend.report import Report

if TYPE_CHECKING:
    from mailmend.apps.server_mend import Proposal

SCHEMA = "mailmend.server-fix/1"
MAX_DIFF = 400
_RESULTS = {"proven": "yes", "failed": "NO", "open": "could not be seen"}
_ENDS = {
    "fixed": ("Mended, and proven.", "good"),
    "refused": ("Nothing was changed.", "warn"),
    "rolled-back": ("Taken back: the server is byte for byte as it was.", "warn"),
    "stuck": ("A person must look at this server now.", "bad"),
    "cut-off": ("The server is out of reach; it goes back by itself when its time is up.", "bad"),
}


def diff(edit: Edit) -> tuple[str, ...]:
    """The edit as a unified diff, bounded."""
    old, new = (data.decode(*ENCODING).split("\n") for data in (edit.old, edit.new))
    lines = difflib.unified_diff(old, new, edit.path, edit.path, n=2, lineterm="")
    found = tuple(line.encode("utf-8", "replace").decode() for line in lines)
    more = (f"… {len(found) - MAX_DIFF} further lines",) if len(found) > MAX_DIFF else ()
    return found[:MAX_DIFF] + more


def plan_page(proposal: Proposal) -> Iterator[Block]:
    """What is wrong, and exactly what will be done."""
    plan = proposal.plan
    assert plan is not None
    for judgement in proposal.mended:
        yield Para(judgement.summary, "bad")
    yield Heading("The repair")
    yield Para(f"{plan.title}.")
    for edit in plan.edits:
        yield Transcript(edit.path, diff(edit))
    if plan.commands:
        yield Transcript("Commands", tuple(command.shown for command in plan.commands))
    yield Transcript("Then", (f"check: {plan.check}", f"reload: {plan.reload}"))
    if plan.same_as:
        yield Transcript("The same by hand", plan.same_as)
    notes = [f"Mind: {risk}." for risk in plan.risks]
    notes += [f"Not mended: {each.summary} ({advice.why})" for each, advice in proposal.left]
    if notes:
        yield Bullets(tuple((note, None) for note in notes))


def advice_page(proposal: Proposal, remedies: tuple[RenderedRemedy, ...]) -> Iterator[Block]:
    """Why a program leaves its hands off, and what a person does."""
    for judgement, advice in proposal.left:
        yield Para(judgement.summary, "bad")
        yield Para(f"Not mended: {advice.why}.", "warn")
        if advice.steps:
            yield Steps("What to do", advice.steps)
    for each in remedies:
        if each.audience == "admin":
            yield Steps(each.title, each.steps)


def nothing_page(report: Report) -> Iterator[Block]:
    """Nothing on the server is to be mended."""
    if not report.found:
        yield Para("Nothing was found on the server that would have to be mended.", "good")
    for each in report.found:
        yield Para(each.summary, "bad")
    if report.found:
        yield Para("None of this lies on the server: mailmend diagnose says what to do.", "warn")


def outcome_page(outcome: Outcome) -> Iterator[Block]:
    """How it ended, what was proven, and what to do next."""
    words, tone = _ENDS[outcome.state]
    yield Heading("The result")
    yield Para(words, "good" if tone == "good" else "warn" if tone == "warn" else "bad")
    if outcome.why:
        yield Para(f"Because: {outcome.why}.", "warn")
    if outcome.proof:
        yield Bullets(tuple((_point(one), None) for one in outcome.proof))
    if outcome.reloaded:
        yield Para(f"After the reload {outcome.reloaded}.", "faint")
    if outcome.checked:
        yield Transcript("What the server's programs said", tuple(outcome.checked.split("\n")))
    if outcome.foreign:
        yield Para(f"Somebody else has changed {outcome.foreign}; it was left alone.", "bad")
    if outcome.state == "fixed":
        yield Para(f"To take it back: mailmend server undo {outcome.id}", "faint")


def _point(point: Point) -> str:
    detail = f" ({point.detail})" if point.detail else ""
    return f"{point.what}: {_RESULTS[point.result]}{detail}"


def document(target: str, proposal: Proposal, outcome: Outcome | None) -> dict[str, object]:
    """The ``mailmend.server-fix/1`` document."""
    left = [(each.cause.id, advice.why) for each, advice in proposal.left]
    return {
        "schema": SCHEMA,
        "target": target,
        "causes": [each.cause.id for each in proposal.mended],
        "plan": _plan(proposal.plan) if proposal.plan else None,
        "not_mended": [{"cause": cause, "why": why} for cause, why in left],
        "result": outcome.state if outcome else None,
        "id": outcome.id if outcome else None,
        "why": outcome.why if outcome else "",
        "proof": [_proof(one) for one in outcome.proof] if outcome else [],
        "reload": outcome.reloaded if outcome else "",
        "foreign": outcome.foreign if outcome else "",
    }


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "title": plan.title,
        "files": [{"path": one.path, "diff": list(diff(one))} for one in plan.edits],
        "commands": [one.shown for one in plan.commands],
        "check": plan.check,
        "reload": plan.reload,
        "risks": list(plan.risks),
    }


def _proof(point: Point) -> dict[str, object]:
    return {
        "what": point.what,
        "result": point.result,
        "detail": point.detail,
        "needed": point.needed,
    }
