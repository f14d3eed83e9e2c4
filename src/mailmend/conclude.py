"""From what was observed to the report: derive, judge every cause, order, answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mailmend.case import Case, Outgoing
from mailmend.change import SetField
from mailmend.devices import Client
from mailmend.facts import (
    Fact,
    Facts,
    MailboxDialogue,
    Obstacle,
    Progress,
    PublishedServer,
    Repair,
    Replay,
    SmtpDialogue,
)
from mailmend.repair import (
    Ground,
    best_working,
    furthest_progress,
    replay_device,
    smallest_repair,
)
from mailmend.report import Judgement, OpenQuestion, Report, Sends, WorkingSettings
from mailmend.text import phrase
from mailmend.verdict import Cause, Likely, Possible, Proven, Unknown

_STATUS_ORDER = ("proven", "likely", "possible", "unknown", "ruled-out")
_WHERE_ORDER = ("network", "dns", "device", "server", "account", "recipient")
NEEDS_LOGIN = "The mailbox password (--ask-password or --password-file FILE), to try signing in."
NEEDS_SETTINGS = phrase(
    "The outgoing (SMTP) settings of the device: server on or off, host name, user name, SSL, "
    "authentication, port."
)
NEEDS_ERROR = phrase("The exact words that the device shows when it cannot send.")
_FIELD_ORDER = (
    "outgoing.enabled",
    "outgoing.host",
    "outgoing.port",
    "outgoing.security",
    "outgoing.authentication",
    "outgoing.username",
    "outgoing.password_set",
    "address",
)


@dataclass(frozen=True, slots=True)
class Derived:
    """All facts of a case, and those worked out from the others."""

    facts: Facts
    replays: tuple[Replay, ...]
    repair: Repair | None
    progress: Progress | None
    best: Outgoing | None

    @property
    def last(self) -> Replay | None:
        """The replay that decides what the person sees."""
        return self.replays[-1] if self.replays else None


def derive(case: Case, client: Client, observed: Iterable[Fact]) -> Derived:
    """Add the replay and the repair to what was observed."""
    seen = Facts(observed)
    ground = Ground(case, client, seen)
    repair, progress = smallest_repair(ground), furthest_progress(ground)
    replays = replay_device(ground, repair)
    more = [fact for fact in (*replays, repair, progress) if fact is not None]
    return Derived(seen + more, replays, repair, progress, best_working(ground))


def conclude(
    case: Case,
    derived: Derived,
    causes: Iterable[Cause],
    *,
    elapsed_s: float = 0.0,
    unfinished: bool = False,
) -> Report:
    """Judge every cause over the facts and put the whole into a report."""
    judged = [Judgement(cause, cause.judge(case, derived.facts)) for cause in causes]
    judged.sort(key=lambda each: _rank(each, derived))
    return Report(
        case=case,
        facts=derived.facts,
        judgements=tuple(judged),
        sends=_sends(derived, judged),
        reproduced=derived.last.reproduced if derived.last else None,
        working=_working(derived),
        unknown=_questions(case, derived, judged),
        elapsed_s=elapsed_s,
        unfinished=unfinished,
    )


def _rank(each: Judgement, derived: Derived) -> tuple[int, int, int, int, str]:
    return (
        _STATUS_ORDER.index(each.status),
        0 if _explains(each, derived) else 1,
        _field_rank(each),
        _WHERE_ORDER.index(each.cause.where),
        each.cause.id,
    )


def _explains(each: Judgement, derived: Derived) -> bool:
    """Whether this cause alone would show the person what the replay shows."""
    replay = derived.last
    if replay is None or replay.obstacle is None:
        return False
    fields = [change.field for change in each.changes if isinstance(change, SetField)]
    if fields:
        return any(_same(obstacle, replay.obstacle) for obstacle in _without(fields, derived))
    shown = {id(fact) for fact in (*replay.because, *replay.obstacle.because)}
    return any(id(fact) in shown for fact in each.because)


def _without(fields: list[str], derived: Derived) -> list[Obstacle]:
    way = derived.repair or derived.progress
    if way is None:
        return []
    pairs = zip(way.changes, way.fails_without, strict=True)
    return [obstacle for change, obstacle in pairs if change.field in fields]


def _same(one: Obstacle, other: Obstacle) -> bool:
    return (one.stage, one.why) == (other.stage, other.why)


def _field_rank(each: Judgement) -> int:
    fields = [change.field for change in each.changes if isinstance(change, SetField)]
    ranks = [_FIELD_ORDER.index(field) for field in fields if field in _FIELD_ORDER]
    return min(ranks, default=0 if each.cause.where != "device" else len(_FIELD_ORDER))


def _sends(derived: Derived, judged: list[Judgement]) -> Sends:
    replay = derived.last
    if replay is not None:
        answers: dict[str, Sends] = {"accepted": "yes", "failed": "no", "unknown": "unknown"}
        sends = answers[replay.result]
    elif derived.best is not None:
        sends = "yes"
    else:
        sends = "no" if derived.progress is not None else "unknown"
    proven = any(each.status == "proven" for each in judged)
    found = any(each.status in {"proven", "likely"} for each in judged)
    if found and sends == "yes":
        return "unknown"
    return "no" if proven and sends == "unknown" else sends


def _working(derived: Derived) -> WorkingSettings:
    outgoing = derived.best
    if derived.repair is not None:
        outgoing = _on_the_wire(derived.repair.works, derived.facts)
    accepted = derived.facts.first(MailboxDialogue, lambda fact: fact.login == "accepted")
    return WorkingSettings(_incoming(accepted) if accepted else None, outgoing)


def _on_the_wire(works: Outgoing, facts: Facts) -> Outgoing:
    """The settings with the security that was really spoken.

    Apple Mail has one switch for both kinds of TLS and lets the port decide, so that a repair may
    leave the switch alone; other programs must be told which kind it is.
    """
    spoken = {
        seen.mode
        for seen in facts.of(SmtpDialogue)
        if (seen.host, seen.port) == (works.host, works.port)
        and any(step.accepted and step.login for step in seen.every("rcpt-remote"))
    }
    if works.security in spoken:
        return works
    if "tls" in spoken:
        return replace(works, security="tls")
    return replace(works, security="starttls") if "starttls" in spoken else works


def _incoming(seen: MailboxDialogue) -> PublishedServer:
    return PublishedServer(
        protocol=seen.protocol,
        host=seen.host,
        port=seen.port,
        security="none" if seen.mode == "plain" else seen.mode,
        username=seen.username,
        authentication="password",
    )


def _questions(case: Case, derived: Derived, judged: list[Judgement]) -> tuple[OpenQuestion, ...]:
    """What would settle the open causes: what was kept back first, each once, at most ten."""
    if any(isinstance(each.verdict, Proven) for each in judged):
        asked: dict[str, OpenQuestion] = {}
        open_ = [each for each in judged if isinstance(each.verdict, Likely)]
    else:
        asked = {each.would_settle: each for each in _missing(case, derived)}
        open_ = [each for each in judged if isinstance(each.verdict, Likely | Possible)]
        open_ += [each for each in judged if isinstance(each.verdict, Unknown)]
    for each in open_:
        verdict = each.verdict
        if isinstance(verdict, Likely | Possible | Unknown) and verdict.would_settle:
            question = OpenQuestion(each.cause.title, verdict.would_settle, verdict.ask)
            asked.setdefault(verdict.would_settle, question)
    return tuple(asked.values())[:10]


def _missing(case: Case, derived: Derived) -> Iterator[OpenQuestion]:
    """What a diagnosis needs most and was not given."""
    if derived.facts.unseen("login"):
        yield OpenQuestion("whether signing in works", NEEDS_LOGIN, "engineer")
    if not case.has_outgoing_settings:
        yield OpenQuestion("what the device does", NEEDS_SETTINGS, "owner")
    if case.error is None:
        yield OpenQuestion("what the device meets", NEEDS_ERROR, "owner")
