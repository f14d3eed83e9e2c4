"""How far the way of the message was seen while a diagnosis still goes on. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from mailmend.apps.render.blocks import State, Stop
from mailmend.apps.render.way import NAMES
from mailmend.facts import DnsAnswer, Fact, MailboxDialogue, SmtpDialogue, TcpResult

_LOOKING = {
    "names": "name",
    "connect": "server",
    "mailbox": "server",
    "login": "sign-in",
    "experiment": "relay",
}


def way_so_far(seen: Sequence[Fact], step: str = "") -> tuple[Stop, ...]:
    """Each stop: ``ok`` once something was seen to pass it, ``unknown`` where one looks now.

    Nothing is called broken before all is known: only the report says where the way breaks.
    """
    passed = {"phone"}
    for fact in seen:
        passed |= _passed(fact)
    return tuple(Stop(name, _state(name, passed, step)) for name in NAMES)


def _state(name: str, passed: set[str], step: str) -> State:
    if name in passed:
        return "ok"
    return "unknown" if name == _LOOKING.get(step) else "unreached"


def _passed(fact: Fact) -> set[str]:
    match fact:
        case DnsAnswer(status="ok", rtype="A" | "AAAA"):
            return {"network", "name"}
        case TcpResult(outcome="open"):
            return {"network", "name"}
        case MailboxDialogue(login="accepted"):
            return {"network", "name", "server", "encryption"}
        case SmtpDialogue():
            return _in_dialogue(fact)
    return set()


def _in_dialogue(seen: SmtpDialogue) -> set[str]:
    stops: set[str] = set()
    if seen.speaks_smtp:
        stops |= {"network", "name", "server"}
    if seen.tls is not None and seen.tls.ok:
        stops.add("encryption")
    if any(step.accepted for step in seen.login_steps):
        stops.add("sign-in")
        if any(step.accepted for step in seen.every("rcpt-remote") if step.login):
            stops.add("relay")
    return stops
