"""One line of plain words for each kind of fact read on a server."""

from __future__ import annotations

from mailmend.facts import (
    Ban,
    CertificateOnDisk,
    CertificateServed,
    DomainRole,
    FirewallDecision,
    Helper,
    Listener,
    LookupTable,
    MailQueue,
    MailRoute,
    MailServer,
    NameOverride,
    QueueSpace,
    RestrictionTrace,
    ServerAccount,
    ServerFact,
    ServerFile,
    ServerResolver,
    SubmissionService,
    Upstream,
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
            owner = f" of {fact.software}" if fact.software else ""
            return f"packet filter{owner}, port {fact.port} by {fact.family}: {_filtered(fact)}"
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
            state = fact.trouble or ("answers" if fact.answers else "nobody listens")
            return f"{fact.setting or fact.role} {fact.endpoint}: {state}"
        case DomainRole():
            own = "the server's own" if fact.local else "not the server's own"
            mx = {True: "received here", False: "received elsewhere", None: "MX not comparable"}
            return f"domain {fact.domain}: {own}, {mx[fact.received_here]}"
    return _held(fact)


def _held(fact: ServerFact) -> str:
    match fact:
        case MailQueue():
            return _queue(fact)
        case Upstream():
            port = f" port {fact.port}" if fact.port else ""
            return f"hands mail on to {fact.host}{port}{_login(fact)}"
        case MailRoute():
            hop = f" to {fact.next_hop}" if fact.next_hop else ""
            state = f": {fact.problem.replace('-', ' ')}" if fact.problem else ""
            return f"mail for {fact.domain or 'others'} goes by {fact.transport}{hop}{state}"
        case LookupTable():
            return f"table {fact.table}: {fact.problem.replace('-', ' ') or 'good'}"
        case ServerAccount():
            return f"account {fact.address}: {_account(fact)}"
        case CertificateOnDisk():
            return f"certificate in {fact.path}: {_on_disk(fact)}"
        case CertificateServed():
            name = f" as {fact.name}" if fact.name else ""
            stale = ", not the one on disk" if fact.stale else ""
            return f"port {fact.port} presents{name}: until {fact.not_after[:10]}{stale}"
        case ServerResolver():
            state = {True: "answer", False: "answer nothing", None: "were not tried"}[fact.answers]
            return f"name servers {', '.join(fact.servers) or 'none'}: {state}"
        case NameOverride():
            return f"{fact.name} is {fact.here[0]} here and {fact.outside[0]} in DNS"
    return f"{fact.kind}: {fact.setting}"


def _queue(fact: MailQueue) -> str:
    more = " or more" if fact.cut else ""
    waiting = "; ".join(f"{one.count} wait: {one.text}" for one in fact.delayed[:3])
    return f"{fact.software} queue: {fact.total}{more} messages. {waiting}".rstrip(" .")


def _login(fact: Upstream) -> str:
    words = {
        "given": ", with a login",
        "missing": ", no login on file",
        "unknown": ", login unknown",
    }
    return words.get(fact.credentials, "")


def _account(fact: ServerAccount) -> str:
    known = {True: "there", False: "not there", None: "not to be told"}[fact.known]
    bar = f", barred ({fact.bar}) {fact.reason}".rstrip() if fact.bar else ""
    password = {True: ", password right", False: ", password refused", None: ""}[fact.password]
    room = f", {(fact.used or 0) // 1024} of {fact.limit // 1024} KiB used" if fact.limit else ""
    return f"{known}{bar}{password}{room}"


def _on_disk(fact: CertificateOnDisk) -> str:
    names = ", ".join(fact.names[:3]) or "no name"
    faults = [
        *([fact.dates.replace("-", " ")] if fact.dates != "good" else []),
        *(["its issuer's is missing"] if fact.complete is False else []),
        *(["the key is another's"] if fact.key_fits is False else []),
    ]
    return f"{names} until {fact.not_after[:10]}{''.join(f', {one}' for one in faults)}"


def _service(fact: SubmissionService) -> str:
    if not fact.enabled:
        return f"port {fact.port} is not switched on"
    offers = "offers login" if fact.login else "offers no login"
    hidden = " to this client's network" if fact.hidden else ""
    return f"port {fact.port}, {fact.security}, {offers}{hidden}"


def _trace(fact: RestrictionTrace) -> str:
    if fact.decision in {"reject", "defer"}:
        entry = f" ({fact.entry_place}: {fact.entry})" if fact.entry_place else ""
        return f"{fact.decision} by {fact.setting}: {fact.rule} {fact.text}".strip() + entry
    if fact.undecided:
        return f"passes, unless one of these stops it: {', '.join(fact.undecided[:5])}"
    return "passes all rules"


def _filtered(fact: FirewallDecision) -> str:
    return "let through" if fact.accepted else f"shut out by {fact.rule}"
