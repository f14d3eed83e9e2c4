"""The answer in plain words: what is wrong, how we know, what to change."""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Said
from mailmend.apps.render.evidence import fact_words
from mailmend.apps.render.phrases import (
    FIELD_NAMES,
    change_words,
    endpoint_words,
    obstacle_words,
    reply_words,
    setting_words,
)
from mailmend.facts import Obstacle, Progress, Repair, Replay
from mailmend.report import Report
from mailmend.text import Text, phrase, plural

Line = tuple[str, Said | None]


def finding(report: Report) -> Iterator[Block]:
    """What is wrong, for the owner."""
    yield Heading(_headline(report))
    yield from _finding(report)


def reasons(report: Report) -> Iterator[Block]:
    """How we know and what to change, for the engineer."""
    known = tuple(_how_we_know(report))
    if known:
        yield Heading("How we know")
        yield Bullets(known)
    changes = dict.fromkeys(change for each in report.to_mend for change in each.changes)
    if changes:
        yield Heading("What to change")
        yield Bullets(tuple((change_words(change), None) for change in changes))


def _headline(report: Report) -> Text:
    address = report.case.address
    match report.sends, bool(report.found):
        case "yes", _:
            return phrase("{address} can send", address=address)
        case "no", _:
            return phrase("{address} cannot send", address=address)
        case _, True:
            return phrase("{address}: a fault was found", address=address)
    return phrase("{address}: it could not be settled whether sending works", address=address)


def _finding(report: Report) -> Iterator[Block]:
    found = report.found
    if not found:
        yield _nothing_found(report)
        return
    proven = [each for each in found if each.status == "proven"]
    for each in found:
        if each in proven:
            yield Para(each.summary, "bad")
        else:
            also = phrase("Likely as well: {summary}", summary=each.summary)
            yield Para(also if proven else each.summary, "warn")
    yield _certainty(len(proven), len(found))


def _nothing_found(report: Report) -> Para:
    if report.sends == "yes":
        return Para(_accepted(given=report.case.has_outgoing_settings), "good")
    if report.sends == "no":
        return Para(phrase("The failure was seen, but its cause is not proven."), "warn")
    return Para(phrase("Not enough could be seen. What would settle it stands below."), "warn")


def _accepted(*, given: bool) -> Text:
    if given:
        return phrase("The server accepted sender and recipient with the settings of the device.")
    return phrase("The server accepted sender and recipient with the best settings found.")


def _certainty(proven: int, found: int) -> Para:
    match proven, found:
        case 0, 1:
            return Para(phrase("This is the most likely reason. It could not be proven from here."))
        case 0, _:
            return Para(
                phrase("These are the most likely reasons. They could not be proven from here.")
            )
        case 1, 1:
            return Para(phrase("This is proven."))
        case 1, _:
            return Para(phrase("The first is proven."))
    return Para(_faults(proven, also=proven != found))


def _faults(proven: int, *, also: bool) -> Text:
    if also:
        return plural(
            "This is {number} proven fault, and what is likely besides.",
            "These are {number} faults at once, each of them proven, and what is likely besides.",
            proven,
        )
    return plural(
        "This is {number} proven fault.",
        "These are {number} faults at once, each of them proven.",
        proven,
    )


def _how_we_know(report: Report) -> Iterator[Line]:
    replays = report.facts.of(Replay)
    for replay in replays:
        yield from _replayed(replay)
    if report.reproduced is not None:
        yield _reproduced(report)
    repair, progress = report.facts.first(Repair), report.facts.first(Progress)
    if repair is not None and repair.changes:
        yield from _repaired(repair)
    elif progress is not None:
        yield from _progressed(progress)
    if repair is None and progress is None and report.found:
        yield from (fact_words(fact) for fact in report.found[0].because[:2] if fact not in replays)


def _replayed(replay: Replay) -> Iterator[Line]:
    which = f"the device's other server {replay.fallback}" if replay.fallback else "the device"
    where = endpoint_words(replay.settings)
    if replay.obstacle is not None:
        yield (
            f"With the settings of {which} ({where}) {obstacle_words(replay.obstacle)}.",
            _said(replay.obstacle),
        )
    elif replay.result == "accepted":
        yield f"With the settings of {which} ({where}) the message is accepted.", None


def _said(obstacle: Obstacle) -> Said | None:
    if obstacle.reply is None:
        return None
    return Said("the server", reply_words(obstacle.reply))


def _reproduced(report: Report) -> Line:
    if report.reproduced:
        return "That is what the reported error says: the failure is reproduced.", None
    if report.sends == "yes":
        return "The reported error does not happen from here with these settings.", None
    return "The reported error is a different one: something else may be wrong as well.", None


def _repaired(repair: Repair) -> Iterator[Line]:
    if not any(change.from_ is not None for change in repair.changes):
        where = endpoint_words(repair.works)
        yield f"With the settings below ({where}) login, sender and recipient are accepted.", None
        return
    changes = "; ".join(setting_words(change) for change in repair.changes)
    yield f"With this changed, the same message is accepted: {changes}.", None
    if len(repair.changes) > 1:
        for change, obstacle in zip(repair.changes, repair.fails_without, strict=True):
            name = FIELD_NAMES.get(change.field, change.field)
            yield f"With all but the {name} changed, {obstacle_words(obstacle)}.", _said(obstacle)


def _progressed(progress: Progress) -> Iterator[Line]:
    stop = obstacle_words(progress.remaining)
    if progress.changes:
        changes = "; ".join(setting_words(change) for change in progress.changes)
        yield f"With this changed, it gets further: {changes}.", None
    yield f"No settings get past this: {stop}.", _said(progress.remaining)
