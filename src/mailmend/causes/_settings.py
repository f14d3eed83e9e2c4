"""What the repair and the replay say about one setting of the device. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mailmend.causes._told import error, hinted, reported
from mailmend.change import Change, SetField
from mailmend.errors import Reading, read_reply
from mailmend.facts import (
    Fact,
    Facts,
    Obstacle,
    Progress,
    Repair,
    Replay,
    Reply,
    Reported,
    SettingChange,
    SmtpDialogue,
    TcpResult,
)
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict

Value = str | int | bool | None
Way = Repair | Progress

UNTRIED = frozenset({"setting-unknown", "withheld"})
"""Obstacles that are none: the device's own value could not be tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One setting left as the device has it, and the obstacle that then stands.

    ``repaired``: all other settings were right, and with ``new`` the message got through (or as
    far as any did). Otherwise it is the device's plain replay, and ``new`` is not known.
    """

    field: str
    old: Value
    new: Value
    obstacle: Obstacle
    repaired: bool

    def stopped(self, stage: str, *whys: str) -> bool:
        """Whether it stopped at that stage, for one of these reasons where any are given."""
        return self.obstacle.stage == stage and (not whys or self.obstacle.why in whys)

    @property
    def dialogue(self) -> SmtpDialogue | None:
        """The dialogue in which it stopped."""
        return next((one for one in self.obstacle.because if isinstance(one, SmtpDialogue)), None)

    @property
    def place(self) -> tuple[str, int] | None:
        """The host and port at which it stopped."""
        for one in self.obstacle.because:
            if isinstance(one, SmtpDialogue | TcpResult):
                return one.host.lower(), one.port
        return None


def way(facts: Facts) -> Way | None:
    """The repair, or where nothing works the way that gets furthest."""
    return facts.first(Repair) or facts.first(Progress)


def first_replay(facts: Facts) -> Replay | None:
    """The device's own conversation with its first outgoing server."""
    return facts.first(Replay, lambda fact: fact.fallback == 0)


def change_of(found: Way, field: str) -> tuple[SettingChange, Obstacle] | None:
    """The change of that field and what stands in the way without it."""
    for change, obstacle in zip(found.changes, found.fails_without, strict=True):
        if change.field == field:
            return change, obstacle
    return None


def trial(facts: Facts, field: str) -> Trial | None:
    """The trial of a known setting: from the repair, or where there is none from the replay."""
    found = way(facts)
    if found is not None:
        pair = change_of(found, field)
        if pair is None or pair[0].from_ is None:
            return None
        return Trial(field, pair[0].from_, pair[0].to, pair[1], repaired=True)
    replay, fact = first_replay(facts), reported(facts, field)
    if replay is None or replay.obstacle is None or fact is None:
        return None
    return Trial(field, fact.value, None, replay.obstacle, repaired=False)


def as_is(facts: Facts, field: str) -> Trial | None:
    """A setting the repair changes, with the obstacle that the device's own settings meet."""
    tried, replay = trial(facts, field), first_replay(facts)
    if tried is None or replay is None or replay.obstacle is None:
        return None
    return Trial(field, tried.old, tried.new, replay.obstacle, tried.repaired)


def once(facts: Iterable[Fact | None]) -> tuple[Fact, ...]:
    """The facts without gaps and repetitions, in order."""
    return tuple({id(fact): fact for fact in facts if fact is not None}.values())


def evidence(facts: Facts, tried: Trial) -> tuple[Fact, ...]:
    """The setting as reported, the facts of the obstacle, and the attempt that works."""
    found: Fact | None = way(facts) if tried.repaired else first_replay(facts)
    works = found.because if isinstance(found, Repair | Progress) else ()
    return once((reported(facts, tried.field), *tried.obstacle.because, *works, found))


def settle(
    facts: Facts,
    tried: Trial,
    *,
    sure: bool = True,
    would_settle: str = "",
    changes: tuple[Change, ...] = (),
    shown: Fact | None = None,
) -> Verdict:
    """The verdict for a setting that must change: proven where ``sure``, else likely.

    ``shown`` is a fact that shows the obstacle where the trial itself could not be made.
    """
    because = once((*evidence(facts, tried), shown))
    if tried.new is not None and not changes:
        changes = (SetField(tried.field, tried.old, tried.new),)
    if tried.obstacle.why in UNTRIED and shown is None:
        question = phrase(
            "Mailmend could not try this setting itself; does sending work once it is set?"
        )
        return Possible(because, would_settle or question, "owner", changes)
    if sure:
        return Proven(because, changes)
    return Likely(because, changes, would_settle=would_settle)


def otherwise(
    facts: Facts,
    cause_id: str,
    field: str,
    *,
    blameless: Callable[[Value], bool] = lambda _: False,
    question: str = "",
    partial: bool = True,
) -> Verdict:
    """The verdict where the trial of ``field`` does not show the cause.

    Ruled out by a value that cannot do harm, by a way that works without changing the field, or by
    an obstacle that means something else. A value nobody told is asked for, where the error fits.
    ``partial``: a way that only gets further, not through, rules out as well.
    """
    fact, found, replay = reported(facts, field), way(facts), first_replay(facts)
    if fact is not None and blameless(fact.value):
        return RuledOut((fact,))
    if isinstance(found, Repair) or (found is not None and partial):
        if fact is None and change_of(found, field) is not None:
            return _not_told(facts, cause_id, found, question)
        return RuledOut(once((fact, found)))
    if replay is not None and replay.result == "accepted":
        return RuledOut((replay,))
    if fact is None:
        return _not_told(facts, cause_id, None, question)
    return Unknown((Repair,))


def _not_told(facts: Facts, cause_id: str, found: Way | None, question: str) -> Verdict:
    if question and hinted(facts, cause_id):
        return Possible(once((*error(facts), found)), question, "owner")
    return Unknown((Reported,), question, "owner")


def read(obstacle: Obstacle) -> Reading | None:
    """What the server's reply at the obstacle means; ``None`` where it said nothing."""
    return None if obstacle.reply is None else read_at(obstacle.reply, obstacle.stage)


def read_at(reply: Reply, stage: str) -> Reading:
    """What a reply to the command of ``stage`` means."""
    at = "rcpt" if stage.startswith("rcpt") else stage
    return read_reply(str(reply.code), reply.enhanced, reply.text, stage=at)
