"""The way from the phone to the recipient: which stops were passed and where it broke."""

from __future__ import annotations

from mailmend.apps.render.blocks import State, Stop, Way
from mailmend.facts import Obstacle, Progress, Replay, SmtpDialogue
from mailmend.report import Report
from mailmend.text import phrase

NAMES = (
    phrase("phone"),
    phrase("network"),
    phrase("name"),
    phrase("server"),
    phrase("encryption"),
    phrase("sign-in"),
    phrase("relay"),
    phrase("recipient"),
)
_AT_STAGE = {
    "settings": "phone",
    "dns": "name",
    "greeting": "server",
    "ehlo": "server",
    "starttls": "encryption",
    "tls": "encryption",
    "auth": "sign-in",
    "mail": "relay",
    "rcpt-remote": "relay",
}


def way_of(report: Report) -> Way | None:
    """The way as the device's settings go it; ``None`` where nothing was tried."""
    replay = _last_replay(report)
    if replay is not None and replay.result == "accepted":
        return Way(tuple(Stop(name, _passed(name, replay)) for name in NAMES))
    if report.sends == "yes":
        return Way(tuple(Stop(name, "ok") for name in NAMES))
    obstacle = _obstacle(report, replay)
    if obstacle is None:
        return None
    return until(_broken(obstacle, report), replay)


def _last_replay(report: Report) -> Replay | None:
    replays = report.facts.of(Replay)
    return replays[-1] if replays else None


def _obstacle(report: Report, replay: Replay | None) -> Obstacle | None:
    if replay is not None and replay.obstacle is not None:
        return replay.obstacle
    progress = report.facts.first(Progress)
    return progress.remaining if progress is not None else None


def _broken(obstacle: Obstacle, report: Report) -> str:
    primary = report.found[0].cause.where if report.found else None
    if obstacle.stage == "connect":
        return "network" if primary == "network" or obstacle.why != "refused" else "server"
    if obstacle.stage == "rcpt-remote" and primary == "recipient":
        return "recipient"
    return _AT_STAGE.get(obstacle.stage, "server")


def until(broken: str, replay: Replay | None) -> Way:
    """The way up to the stop where it broke; who called in vain knew at least the address."""
    end = NAMES.index(broken)
    is_called = broken == "network"

    def state(number: int, name: str) -> State:
        if number == end:
            return "broken"
        passed = number < end or (is_called and name == "name")
        return _passed(name, replay) if passed else "unreached"

    return Way(tuple(Stop(name, state(number, name)) for number, name in enumerate(NAMES)))


def _passed(name: str, replay: Replay | None) -> State:
    """Passed, or left out because settings or server leave it out."""
    if replay is None:
        return "ok"
    if name == "encryption" and replay.settings.security == "none":
        return "skipped"
    if name == "sign-in" and (_never_logs_in(replay) or _no_login_offered(replay)):
        return "skipped"
    return "ok"


def _never_logs_in(replay: Replay) -> bool:
    return replay.settings.username == "" or replay.settings.authentication == "none"


def _no_login_offered(replay: Replay) -> bool:
    seen = [fact for fact in replay.because if isinstance(fact, SmtpDialogue)]
    return any(each.mechanisms(secure=each.mode != "plain") == () for each in seen)
