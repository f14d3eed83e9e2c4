"""One line of plain words for each kind of fact read on a server."""

from __future__ import annotations

from mailmend.facts import (
    Ban,
    DomainRole,
    FirewallDecision,
    Helper,
    Listener,
    MailServer,
    QueueSpace,
    RestrictionTrace,
    ServerFact,
    ServerFile,
    SubmissionService,
)

_MIB = 1024 * 1024
_RUNNING = {True: "running", False: "not running", None: "perhaps running"}


def server_words(fact: ServerFact) -> str:
    """What the fact says, with the place of the setting behind it."""
    place = f" ({fact.place})" if fact.place else ""
    return f"{_said(fact)}{place}"


def _said(fact: ServerFact) -> str:
    match fact:
        case MailServer():
            return f"on the server: {fact.software} {fact.version}, {_RUNNING[fact.running]}"
        case SubmissionService():
            return f"{fact.software} service {fact.name}: {_service(fact)}"
        case RestrictionTrace():
            return f"{fact.software} service {fact.service}, logged in: {_trace(fact)}"
        case Listener():
            return f"listens on {fact.address} port {fact.port}"
        case FirewallDecision():
            return f"packet filter, port {fact.port} by {fact.family}: {_filtered(fact)}"
        case Ban():
            return f"{fact.software} jail {fact.jail} bans {fact.address}"
    return _part(fact)


def _part(fact: ServerFact) -> str:
    match fact:
        case QueueSpace():
            inodes = "" if fact.inodes is None else f", {fact.inodes} inodes"
            free, needed = fact.free // _MIB, -(-fact.needed // _MIB)
            return f"mail queue {fact.path}: {free} MiB{inodes} free, {needed} MiB needed"
        case ServerFile():
            return f"{fact.role} file {fact.path}: {fact.problem or 'good'}"
        case Helper():
            state = "answers" if fact.answers else "nobody listens"
            return f"{fact.setting or fact.role} {fact.endpoint}: {state}"
        case DomainRole():
            own = "the server's own" if fact.local else "not the server's own"
            mx = {True: "received here", False: "received elsewhere", None: "MX not comparable"}
            return f"domain {fact.domain}: {own}, {mx[fact.received_here]}"
    return f"{fact.kind}: {fact.setting}"


def _service(fact: SubmissionService) -> str:
    if not fact.enabled:
        return f"port {fact.port} is not switched on"
    offers = "offers login" if fact.login else "offers no login"
    hidden = " to this client's network" if fact.hidden else ""
    return f"port {fact.port}, {fact.security}, {offers}{hidden}"


def _trace(fact: RestrictionTrace) -> str:
    if fact.decision in {"reject", "defer"}:
        return f"{fact.decision} by {fact.setting}: {fact.rule} {fact.text}".strip()
    if fact.undecided:
        return f"passes, unless one of these stops it: {', '.join(fact.undecided[:5])}"
    return "passes all rules"


def _filtered(fact: FirewallDecision) -> str:
    return "let through" if fact.accepted else f"shut out by {fact.rule}"
