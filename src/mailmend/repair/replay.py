"""The device's own conversation: where it stops, what the device shows, whether that is the error.

A setting that nobody told is not guessed: it is given the value that works, so that a failure is a
failure whatever the value is, and a success is called unknown.
"""

from __future__ import annotations

from dataclasses import replace

from mailmend.case import Case, Outgoing
from mailmend.devices import Alert, Client
from mailmend.errors import Reading, read_alert, read_reply
from mailmend.facts import Obstacle, Repair, Replay
from mailmend.facts.derived import Result
from mailmend.probes.plans import FALLBACK_RECIPIENT
from mailmend.repair.ground import Ground
from mailmend.repair.outcome import Outcome, outcome
from mailmend.repair.settings import FIELDS, Settings

_HARMLESS_UNKNOWNS = {"enabled", "password_set", "authentication"}


def replay_device(ground: Ground, repair: Repair | None) -> tuple[Replay, ...]:
    """One replay for each server the device turns to, the primary first.

    Where programs of one name differ, the first whose replay shows the reported error is played.
    """
    if not ground.case.has_outgoing_settings:
        return ()
    played = [_as(replace(ground, client=each), repair) for each in ground.client.variants()]
    return next((replays for replays in played if replays[-1].reproduced), played[0])


def _as(ground: Ground, repair: Repair | None) -> tuple[Replay, ...]:
    case = ground.case
    replays: list[Replay] = []
    for number, entry in enumerate((case.outgoing, *case.other_outgoing)):
        if number and entry.enabled is False:
            continue
        replays.append(_replay(entry, number, ground, repair))
        last = replays[-1]
        if last.obstacle is None or not ground.client.tries_next_server(last.obstacle):
            break
    return tuple(replays)


def _replay(entry: Outgoing, number: int, ground: Ground, repair: Repair | None) -> Replay:
    case, client = ground.case, ground.client
    filled = _with_working_values(entry, repair)
    tried = outcome(Settings(filled, case.envelope_sender), ground)
    result = _result(tried, entry, case)
    alerts = _alerts(tried.obstacle, filled, case, client)
    return Replay(
        source=f"replay as {client.id}",
        client=client.id,
        settings=entry,
        result=result,
        obstacle=tried.obstacle,
        alert=alerts[0].id if alerts else "",
        shown=alerts[0].text if alerts else "",
        reproduced=_reproduced(case, result, tried.obstacle, alerts),
        fallback=number,
        because=tried.because,
    )


def _with_working_values(entry: Outgoing, repair: Repair | None) -> Outgoing:
    if repair is None:
        return entry
    values = {name: getattr(repair.works, name) for name in FIELDS if getattr(entry, name) is None}
    return replace(entry, **values)


def _result(tried: Outcome, entry: Outgoing, case: Case) -> Result:
    if tried.result != "accepted":
        return tried.result
    untold = set(Settings(entry, "").unknown_fields())
    if case.error is None or not _about_access(case.error):
        untold -= _HARMLESS_UNKNOWNS
    if untold:
        return "unknown"
    return "unknown" if tried.login is None else "accepted"


def _about_access(error: str) -> bool:
    told = {reading.meaning for reading in read_alert(error)}
    return bool(told & {"relay-denied", "auth-required", "auth-failed"})


def _alerts(
    obstacle: Obstacle | None, entry: Outgoing, case: Case, client: Client
) -> tuple[Alert, ...]:
    if obstacle is None:
        return ()
    return client.alerts(obstacle, entry, case.recipient or FALLBACK_RECIPIENT)


def _reproduced(
    case: Case, result: Result, obstacle: Obstacle | None, alerts: tuple[Alert, ...]
) -> bool | None:
    if case.error is None or result == "unknown":
        return None
    readings = read_alert(case.error)
    if obstacle is None or not readings:
        return False if obstacle is None else None
    return any(_agrees(reading, obstacle, alerts) for reading in readings)


def _agrees(reading: Reading, obstacle: Obstacle, alerts: tuple[Alert, ...]) -> bool:
    if reading.alert and reading.alert in {alert.id for alert in alerts}:
        return True
    if reading.code and obstacle.reply is not None and reading.code == str(obstacle.reply.code):
        return True
    return reading.meaning in _meanings(obstacle)


def _meanings(obstacle: Obstacle) -> set[str]:
    by_stage: dict[str, set[str]] = {
        "dns": {"connection"},
        "connect": {"connection"},
        "greeting": {"connection"},
        "starttls": {"tls-error", "tls-required"},
        "tls": {"tls-error", "connection"},
    }
    found = set(by_stage.get(obstacle.stage, ()))
    if obstacle.reply is not None:
        reply = obstacle.reply
        stage = "rcpt" if obstacle.stage == "rcpt-remote" else obstacle.stage
        found.add(read_reply(str(reply.code), reply.enhanced, reply.text, stage=stage).meaning)
    if obstacle.stage == "auth" and obstacle.why in {"not-offered", "mechanism-not-offered"}:
        found.add("auth-unavailable")
    return found - {"unknown"}
