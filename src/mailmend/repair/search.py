"""The search for the smallest change of the device's settings after which sending works.

A target is a choice of settings seen to work. For each, the subsets of the differing fields are
tried in order of size on the recorded dialogues; the smallest that gets through, over all targets,
is the repair. For each of its fields the obstacle that stands without it is kept: the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from mailmend.case import Authentication, Case, Outgoing, Security
from mailmend.facts import (
    Obstacle,
    Progress,
    Repair,
    SettingChange,
    SmtpDialogue,
    SmtpStep,
)
from mailmend.repair.ground import Ground
from mailmend.repair.outcome import Outcome, outcome
from mailmend.repair.settings import Settings, change

_SECURITY: dict[str, Security] = {"plain": "none", "starttls": "starttls", "tls": "tls"}
_AUTHENTICATION: dict[str, Authentication] = {"CRAM-MD5": "cram-md5", "NTLM": "ntlm"}
_PORTS = (587, 465, 2525, 25)


def working_settings(ground: Ground) -> tuple[Settings, ...]:
    """Every choice of settings with which the program's envelope was accepted, best first."""
    return _choices(ground, accepted=True)


def _choices(ground: Ground, *, accepted: bool) -> tuple[Settings, ...]:
    """What was tried after a login, under the name in EHLO that the program itself gives."""
    name = ground.client.ehlo_name
    found = [
        settings
        for dialogue in ground.facts.of(SmtpDialogue, lambda each: each.ehlo_name == name)
        if _trusted(dialogue)
        for settings in _tried_in(dialogue, accepted=accepted)
    ]
    return tuple(dict.fromkeys(sorted(found, key=lambda each: _preference(each, ground.case))))


def _trusted(dialogue: SmtpDialogue) -> bool:
    return dialogue.tls is not None and dialogue.tls.ok and dialogue.tls.verified


def _tried_in(dialogue: SmtpDialogue, *, accepted: bool) -> Iterator[Settings]:
    logins = {step.detail: step for step in dialogue.every("auth", secure=True) if step.accepted}
    sender: SmtpStep | None = None
    for step in dialogue.steps:
        if step.login is None or step.login not in logins:
            continue
        if step.stage == "mail":
            sender = step
            if not step.accepted and not accepted:
                yield _settings(dialogue, logins[step.login], step.detail)
            continue
        named = step.stage == "rcpt-remote" and sender is not None and sender.accepted
        if named and sender is not None and step.accepted == accepted:
            yield _settings(dialogue, logins[step.login], sender.detail)


def _settings(dialogue: SmtpDialogue, login: SmtpStep, sender: str) -> Settings:
    return Settings(
        Outgoing(
            enabled=True,
            host=dialogue.host,
            port=dialogue.port,
            security=_SECURITY[dialogue.mode],
            username=login.detail,
            password_set=True,
            authentication=_AUTHENTICATION.get(login.mechanism, "password"),
        ),
        sender,
    )


def _preference(settings: Settings, case: Case) -> tuple[bool, bool, bool, int]:
    entry = settings.outgoing
    port = _PORTS.index(entry.port) if entry.port in _PORTS else len(_PORTS)
    return (
        settings.sender.lower() != case.envelope_sender.lower(),
        entry.host != case.outgoing.host,
        entry.username not in {case.outgoing.username, case.address},
        port,
    )


def best_working(ground: Ground) -> Outgoing | None:
    """The best settings that were seen to work, whatever the device has."""
    found = working_settings(ground)
    return found[0].outgoing if found else None


def smallest_repair(ground: Ground) -> Repair | None:
    """The repair of the case's device, or ``None`` where no settings were seen to work."""
    device = Settings.of(ground.case)
    targets = working_settings(ground)
    options = [found for each in targets if (found := _towards(each, device, ground)) is not None]
    best = min(options, key=_cost, default=None)
    if best is None:
        return None
    return Repair(
        source="repair",
        works=best.settings.outgoing,
        changes=best.changes,
        fails_without=best.fails_without,
        because=best.reached.because,
    )


def furthest_progress(ground: Ground) -> Progress | None:
    """Where nothing works though a login was accepted: the changes that get as far as that."""
    if working_settings(ground):
        return None
    device = Settings.of(ground.case)
    targets = _choices(ground, accepted=False)
    options = [found for each in targets if (found := _towards(each, device, ground)) is not None]
    best = min(options, key=_cost, default=None)
    if best is None or best.reached.obstacle is None:
        return None
    return Progress(
        source="repair",
        reached=best.settings.outgoing,
        changes=best.changes,
        fails_without=best.fails_without,
        remaining=best.reached.obstacle,
        because=best.reached.because,
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """A set of changes that leads the device as far as the target gets."""

    settings: Settings
    changes: tuple[SettingChange, ...]
    fails_without: tuple[Obstacle, ...]
    reached: Outcome


def _cost(way: _Way) -> tuple[int, int, bool]:
    known = sum(change.from_ is not None for change in way.changes)
    moved = any(change.field == "outgoing.host" for change in way.changes)
    return known, len(way.changes), moved


def _towards(target: Settings, device: Settings, ground: Ground) -> _Way | None:
    goal = outcome(target, ground)
    differing = device.differing(target)
    unknown = tuple(name for name in differing if device.value(name) is None)
    known = tuple(name for name in differing if name not in unknown)
    for size in range(len(known) + 1):
        for chosen in combinations(known, size):
            fields = tuple(name for name in differing if name in chosen or name in unknown)
            repaired = device.with_fields(fields, target)
            tried = outcome(repaired, ground)
            if _as_far(tried, goal):
                changes = tuple(change(name, device, target) for name in fields)
                return _Way(repaired, changes, _proof(fields, device, target, ground), tried)
    return None


def _as_far(tried: Outcome, goal: Outcome) -> bool:
    if goal.result == "accepted":
        return tried.result == "accepted"
    return (
        tried.obstacle is not None
        and tried.login is not None
        and tried.obstacle.stage in {"mail", "rcpt-remote"}
    )


def _proof(
    fields: tuple[str, ...], device: Settings, target: Settings, ground: Ground
) -> tuple[Obstacle, ...]:
    def without(name: str) -> Obstacle:
        others = tuple(field for field in fields if field != name)
        left = outcome(device.with_fields(others, target), ground)
        unseen = Obstacle(stage="settings", why="setting-unknown", because=left.because)
        return left.obstacle or unseen

    return tuple(without(name) for name in fields)
