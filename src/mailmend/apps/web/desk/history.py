"""The history of a case as one line of time: what was found, sent, changed and verified. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from mailmend.apps.web.desk.words import finding_words
from mailmend.io.store.desk.events import StoredEvent
from mailmend.io.store.runs import StoredRun

Sort = Literal["found", "sent", "changed", "verified", "failed", "other"]
CUSTOMER = "customer"
_EVENTS: dict[str, tuple[Sort, str]] = {
    "created": ("other", "opened the case"),
    "came": ("other", "asked on the public page"),
    "edited": ("changed", "changed what is known"),
    "attached": ("changed", "attached {name}"),
    "detached": ("changed", "took off {name}"),
    "sent": ("sent", "sent the reply ({language})"),
    "linked": ("sent", "made a link for the customer"),
    "unlinked": ("changed", "took the customer's links back"),
    "visited": ("other", "opened the link"),
    "state": ("changed", "{before} → {after}"),
    "noted": ("other", "noted"),
    "ran": ("other", "started a look"),
    "verifying": ("other", "started a real message"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; ``lines`` are details, ``text`` is folded, ``run`` leads to a run."""

    at: datetime
    sort: Sort
    who: str
    words: str
    lines: tuple[str, ...] = ()
    text: str = ""
    run: str | None = None


def history(events: Iterable[StoredEvent], runs: Sequence[StoredRun]) -> tuple[Entry, ...]:
    """Events and runs together, the latest first."""
    started = {each.detail.get("run"): each.actor for each in events}
    entries = [_event(each) for each in events if each.kind not in ("ran", "verifying")]
    entries += [_run(each, started) for each in runs if each.over]
    return tuple(sorted(entries, key=lambda each: each.at, reverse=True))


def _event(event: StoredEvent) -> Entry:
    sort, words = _EVENTS.get(event.kind, ("other", event.kind))
    detail = event.detail
    said = words
    for name in ("name", "language", "before", "after"):
        said = said.replace(f"{{{name}}}", str(detail.get(name, "")))
    lines = tuple(
        f"{each['name']}: {each['before']} → {each['after']}" for each in detail.get("changes", ())
    )
    return Entry(event.at, sort, person(event.actor), said, lines, str(detail.get("text", "")))


def _run(run: StoredRun, started: dict[Any, str]) -> Entry:
    who = person(started.get(run.id, CUSTOMER))
    at = run.ended_at or run.created_at
    if run.kind == "verify" and run.state == "done":
        found = (run.result or {}).get("verification") or {}
        result = str(found.get("result"))
        sort: Sort = "verified" if result == "arrived" else "failed"
        return Entry(at, sort, who, _VERIFIED.get(result, "a real message was tried"), run=run.id)
    if run.state != "done":
        words = "was cut off" if run.state == "interrupted" else "failed: a fault of Mailmend"
        return Entry(at, "other", who, f"the look {words}", run=run.id)
    with_password = ("with the password, which was not kept",) if run.with_password else ()
    return Entry(at, "found", who, finding_words(run.sends, run.cause), with_password, run=run.id)


_VERIFIED = {
    "arrived": "a real message was sent and arrived",
    "accepted": "a real message was accepted; it was not seen to arrive",
    "not-sent": "no real message was sent",
    "refused": "a real message was refused",
    "unknown": "a real message was sent; whether it was accepted is not known",
}


def person(actor: str) -> str:
    """Who, as the history names them."""
    return actor.removeprefix("user:")
