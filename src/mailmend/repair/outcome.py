"""What happens with given settings, read off the dialogues that were held.

The walk goes the way of the connection: settings, name, connection, greeting, EHLO, encryption,
sign-in, sender, recipient. It stops at the first obstacle. Where no dialogue shows a step, the
outcome is ``unknown``: nothing is assumed, with one exception that can only make an outcome worse:
a login refused on one port of a host counts as refused on its other ports.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailmend.case import Case
from mailmend.facts import (
    DnsAnswer,
    Fact,
    Facts,
    Obstacle,
    Reply,
    SmtpDialogue,
    SmtpStep,
    TcpResult,
)
from mailmend.facts.derived import Result
from mailmend.repair.ground import Ground
from mailmend.repair.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one choice of settings, with the facts that show it."""

    result: Result
    obstacle: Obstacle | None = None
    because: tuple[Fact, ...] = ()
    login: str | None = None


def _failed(stage: str, why: str, *because: Fact, reply: Reply | None = None) -> Outcome:
    obstacle = Obstacle(stage=stage, why=why, reply=reply, because=because)  # type: ignore[arg-type]
    return Outcome("failed", obstacle, because)


_UNKNOWN = Outcome("unknown")


def outcome(settings: Settings, ground: Ground) -> Outcome:
    """Where a message with these settings gets to."""
    entry = settings.outgoing
    if entry.enabled is False:
        return _failed("settings", "switched-off")
    if entry.host == "":
        return _failed("settings", "no-host")
    if entry.host is None or entry.port is None:
        return _UNKNOWN
    return _name_obstacle(entry.host, ground.facts) or _over_the_wire(settings, ground)


def _name_obstacle(host: str, facts: Facts) -> Outcome | None:
    answers = facts.of(
        DnsAnswer,
        lambda fact: (
            fact.name.lower() == host.lower()
            and fact.rtype in {"A", "AAAA"}
            and fact.status != "not-asked"
        ),
    )
    if not answers or any(answer.records for answer in answers):
        return None
    order = ("nxdomain", "servfail", "refused", "loop", "invalid", "malformed", "timeout", "nodata")
    worst = min(answers, key=lambda a: order.index(a.status) if a.status in order else len(order))
    return _failed("dns", worst.status, *answers)


def _over_the_wire(settings: Settings, ground: Ground) -> Outcome:
    entry = settings.outgoing
    host, port = (entry.host or "").lower(), entry.port
    mode = ground.client.mode(entry)
    dialogues = ground.facts.of(
        SmtpDialogue,
        lambda fact: (
            fact.host.lower() == host
            and fact.port == port
            and fact.mode == mode
            and fact.ehlo_name == ground.client.ehlo_name
        ),
    )
    walked = [_walk(dialogue, settings, ground) for dialogue in dialogues]
    if not walked:
        return _connection_obstacle(host, port, ground.facts)
    return min(walked, key=_rank)


def _rank(walked: Outcome) -> tuple[int, int]:
    depth = _DEPTH.get(walked.obstacle.stage, 0) if walked.obstacle else 0
    return ("accepted", "failed", "unknown").index(walked.result), -depth


_DEPTH: dict[str, int] = {
    stage: number
    for number, stage in enumerate(
        ("settings", "dns", "connect", "greeting", "ehlo", "starttls", "tls", "auth", "mail")
    )
} | {"rcpt-remote": 9}


def _connection_obstacle(host: str, port: int | None, facts: Facts) -> Outcome:
    tried = facts.of(TcpResult, lambda fact: fact.host.lower() == host and fact.port == port)
    if not tried or any(fact.outcome == "open" for fact in tried):
        return _UNKNOWN
    order = ("refused", "reset", "timeout", "unreachable", "not-allowed")
    best = min(tried, key=lambda fact: order.index(fact.outcome))
    if best.outcome == "not-allowed":
        return _UNKNOWN
    return _failed("connect", best.outcome, *tried)


def _walk(dialogue: SmtpDialogue, settings: Settings, ground: Ground) -> Outcome:
    opened = _opening(dialogue) or _encryption(dialogue)
    if opened is not None:
        return opened
    login = _login(dialogue, settings, ground)
    if isinstance(login, Outcome):
        return login
    return replace(_envelope(dialogue, settings, ground.case, login), login=login)


def _opening(dialogue: SmtpDialogue) -> Outcome | None:
    if dialogue.mode == "tls":
        return None
    return _greeting(dialogue, secure=False)


def _greeting(dialogue: SmtpDialogue, *, secure: bool) -> Outcome | None:
    greeting = dialogue.find("greeting", secure=secure)
    if greeting is None:
        return _UNKNOWN
    if greeting.reply is None:
        why = "silent" if greeting.lost == "timeout" else _broken(greeting)
        return _failed("greeting", why, dialogue)
    if not greeting.reply.positive:
        return _failed("greeting", "rejected", dialogue, reply=greeting.reply)
    return _command(dialogue, dialogue.find("ehlo", secure=secure), "ehlo")


def _command(dialogue: SmtpDialogue, step: SmtpStep | None, stage: str) -> Outcome | None:
    if step is None:
        return _UNKNOWN
    if step.accepted:
        return None
    if step.reply is not None:
        why = "refused" if stage == "starttls" else "rejected"
        return _failed(stage, why, dialogue, reply=step.reply)
    lost = "timeout" if step.lost == "timeout" else _broken(step)
    return _failed(stage, lost, dialogue)


def _broken(step: SmtpStep) -> str:
    """The word for a reply that did not come, or that was none."""
    if step.lost in {"malformed", "too-long"}:
        return "not-smtp"
    return "reset" if step.lost == "reset" and step.stage == "greeting" else "closed"


def _encryption(dialogue: SmtpDialogue) -> Outcome | None:
    if dialogue.mode == "plain":
        return None
    if dialogue.mode == "starttls":
        if not dialogue.offers("STARTTLS", secure=False):
            return _failed("starttls", "not-offered", dialogue)
        refused = _command(dialogue, dialogue.find("starttls"), "starttls")
        if refused is not None:
            return refused
    return _handshake(dialogue)


def _handshake(dialogue: SmtpDialogue) -> Outcome | None:
    session = dialogue.tls
    if session is None:
        return _UNKNOWN
    if not session.ok:
        return _failed("tls", session.failure or "alert", dialogue)
    if session.certificate is not None and not session.certificate.acceptable:
        return _failed("tls", "certificate", dialogue)
    if dialogue.mode == "tls":
        return _greeting(dialogue, secure=True)
    return _command(dialogue, dialogue.find("ehlo", secure=True), "ehlo")


def _login(dialogue: SmtpDialogue, settings: Settings, ground: Ground) -> Outcome | str | None:
    """The user name logged in as, ``None`` for no login, or the outcome that ends the walk."""
    entry = settings.outgoing
    if entry.username is None:
        return _UNKNOWN
    wanted = ground.client.mechanisms(entry)
    if not wanted:
        return None
    offered = dialogue.mechanisms(secure=dialogue.mode != "plain")
    if offered is None:
        return _UNKNOWN
    if not offered and ground.client.goes_on_without_auth():
        return None
    return _offer_obstacle(dialogue, wanted, offered) or _login_result(
        dialogue, settings, wanted, ground.facts
    )


def _offer_obstacle(
    dialogue: SmtpDialogue, wanted: tuple[str, ...], offered: tuple[str, ...]
) -> Outcome | None:
    if not offered:
        return _failed("auth", "not-offered", dialogue)
    if not set(wanted) & set(offered):
        return _failed("auth", "mechanism-not-offered", dialogue)
    return None


def _login_result(
    dialogue: SmtpDialogue, settings: Settings, wanted: tuple[str, ...], facts: Facts
) -> Outcome | str:
    entry = settings.outgoing
    if entry.password_set is False:
        return _failed("auth", "password-missing", dialogue)
    steps = [
        step for step in dialogue.every("auth") if _is_that_login(step, entry.username, wanted)
    ]
    for step in steps:
        if step.accepted:
            return entry.username or ""
    for step in steps:
        refused = _refused(dialogue, step)
        if refused is not None:
            return refused
    return _refused_elsewhere(dialogue, entry.username, wanted, facts) or _UNKNOWN


def _is_that_login(step: SmtpStep, username: str | None, wanted: tuple[str, ...]) -> bool:
    return step.detail == username and step.mechanism in wanted


def _refused(dialogue: SmtpDialogue, step: SmtpStep) -> Outcome | None:
    if step.reply is None:
        if step.lost == "withheld":
            return None
        why = "not-smtp" if _broken(step) == "not-smtp" else "unavailable"
        return _failed("auth", why, dialogue)
    why = "unavailable" if 400 <= step.reply.code < 500 else "refused"
    return _failed("auth", why, dialogue, reply=step.reply)


def _refused_elsewhere(
    dialogue: SmtpDialogue, username: str | None, wanted: tuple[str, ...], facts: Facts
) -> Outcome | None:
    for other in facts.of(SmtpDialogue, lambda fact: fact.host == dialogue.host):
        for step in other.every("auth"):
            if _is_that_login(step, username, wanted) and step.reply and not step.accepted:
                return _refused(other, step)
    return None


def _envelope(dialogue: SmtpDialogue, settings: Settings, case: Case, login: str | None) -> Outcome:
    secure = dialogue.mode != "plain"
    sender: SmtpStep | None = None
    for step in dialogue.steps:
        if step.secure != secure or step.login != login:
            continue
        if step.stage == "mail":
            sender = step if step.detail.lower() == settings.sender.lower() else None
        elif step.stage == "rcpt-remote" and sender is not None:
            return _accepted_or_not(dialogue, sender, step, case)
    if sender is not None and not sender.accepted:
        return _sender_refused(dialogue, sender)
    return _UNKNOWN


def _accepted_or_not(
    dialogue: SmtpDialogue, sender: SmtpStep, recipient: SmtpStep, case: Case
) -> Outcome:
    if not sender.accepted:
        return _sender_refused(dialogue, sender)
    if recipient.accepted:
        return Outcome("accepted", None, (dialogue,))
    if recipient.reply is None:
        return _failed("rcpt-remote", _broken(recipient), dialogue)
    if case.recipient is None and (recipient.reply.enhanced or "").partition(".")[2][:2] == "1.":
        return _UNKNOWN
    return _failed("rcpt-remote", "rejected", dialogue, reply=recipient.reply)


def _sender_refused(dialogue: SmtpDialogue, sender: SmtpStep) -> Outcome:
    why = "rejected" if sender.reply else _broken(sender)
    return _failed("mail", why, dialogue, reply=sender.reply)
