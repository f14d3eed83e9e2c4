"""One line of plain words for each kind of fact."""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.apps.render.blocks import Said
from mailmend.apps.render.log_words import logged_words
from mailmend.apps.render.phrases import (
    FIELD_NAMES,
    endpoint_words,
    obstacle_words,
    reply_words,
    setting_words,
    value_words,
)
from mailmend.apps.render.quoting import shortened
from mailmend.apps.render.server_words import server_words
from mailmend.facts import (
    Certificate,
    DnsAnswer,
    Fact,
    LoggedFault,
    LoggedSession,
    MailboxDialogue,
    NotObserved,
    Progress,
    PublishedSettings,
    Repair,
    Replay,
    Reported,
    ServerFact,
    SmtpDialogue,
    SmtpStep,
    TcpResult,
    TlsProbe,
    TlsSession,
)

MODES = {"plain": "no TLS", "starttls": "STARTTLS", "tls": "TLS"}
NAMES_SHOWN = 10


def fact_words(fact: Fact) -> tuple[str, Said | None]:
    """What the fact says, in our words, and the words of the server where they matter."""
    match fact:
        case SmtpDialogue():
            return _smtp(fact), _last_refusal(fact)
        case MailboxDialogue():
            return _mailbox(fact), _said(fact.host, fact.text) if fact.text else None
        case LoggedSession() if fact.reply:
            return logged_words(fact), _said(fact.software, reply_words(fact.reply))
        case ServerFact():
            return shortened(server_words(fact)), None
        case Replay() if fact.obstacle and fact.obstacle.reply:
            return _derived(fact), _said("the server", reply_words(fact.obstacle.reply))
    return _plain(fact), None


def _plain(fact: Fact) -> str:
    match fact:
        case Reported():
            name = FIELD_NAMES.get(fact.field, fact.field)
            return f"reported: {name} is {shortened(value_words(fact.field, fact.value))}"
        case NotObserved():
            return f"not seen: {fact.what} of {fact.target}: {shortened(fact.why)}"
        case DnsAnswer() if fact.status == "not-asked":
            return f"{fact.name} {fact.rtype}: not asked"
        case DnsAnswer():
            found = ", ".join(fact.records[:NAMES_SHOWN]) or fact.status
            return f"{fact.name} {fact.rtype}: {shortened(found)} (asked {fact.server})"
        case TcpResult():
            return f"{fact.host} [{fact.address}] port {fact.port}: {fact.outcome}"
        case TlsProbe():
            return f"{fact.host} port {fact.port}, offer “{fact.offer}”: {_tls(fact.session)}"
        case PublishedSettings():
            return _published(fact)
        case LoggedSession() | LoggedFault():
            return logged_words(fact)
    return _derived(fact)


def _published(fact: PublishedSettings) -> str:
    servers = (f"{each.protocol} {each.host}:{each.port} {each.security}" for each in fact.servers)
    listed = ", ".join(list(servers)[:6]) or "nothing"
    trust = "" if fact.trusted else " (not over a trusted connection)"
    return f"published by {fact.origin}: {listed}{trust}"


def _derived(fact: Fact) -> str:
    match fact:
        case Replay():
            stop = obstacle_words(fact.obstacle) if fact.obstacle else fact.result
            return f"replay with the device's settings, {endpoint_words(fact.settings)}: {stop}"
        case Repair() if not fact.changes:
            return f"the device's settings work as they are: {endpoint_words(fact.works)}"
        case Repair():
            changes = "; ".join(setting_words(change) for change in fact.changes)
            return f"accepted at {endpoint_words(fact.works)} with: {changes}"
        case Progress():
            changes = "; ".join(setting_words(change) for change in fact.changes)
            stop = obstacle_words(fact.remaining)
            return f"furthest at {endpoint_words(fact.reached)} with: {changes}; then {stop}"
    return f"{fact.kind}: {shortened(fact.raw)}"


def _smtp(fact: SmtpDialogue) -> str:
    place = f"{fact.host} [{fact.address}] port {fact.port}, {MODES[fact.mode]}"
    said = "; ".join(_smtp_parts(fact)) or "no answer"
    return f"{place}: {said}"


def _smtp_parts(fact: SmtpDialogue) -> Iterator[str]:
    greeting = fact.find("greeting")
    if greeting is not None and not greeting.accepted:
        yield f"greeting {_answer(greeting)}"
    if fact.tls is not None:
        yield _tls(fact.tls)
    yield from _login_offer(fact)
    for step in fact.steps:
        if step.stage in ("mail", "rcpt-remote", "rcpt-own", "auth") and _matters(step):
            yield f"{_step_name(step)} {_answer(step)}"


def _matters(step: SmtpStep) -> bool:
    return step.stage != "mail" or not step.accepted


def _login_offer(fact: SmtpDialogue) -> Iterator[str]:
    offered = fact.mechanisms(secure=fact.mode != "plain")
    if offered is not None:
        yield f"offers login {' '.join(offered)}" if offered else "offers no login"


def _step_name(step: SmtpStep) -> str:
    who = "with login" if step.login else "without login"
    match step.stage:
        case "auth":
            return f"login as {step.detail or '(blank)'} by {step.mechanism}:"
        case "mail":
            return f"{who}, sender {step.detail}:"
        case "rcpt-own":
            return f"{who}, own recipient:"
    return f"{who}, foreign recipient:"


def _answer(step: SmtpStep) -> str:
    if step.reply is None:
        return f"no answer ({step.lost or 'not seen'})"
    enhanced = f" {step.reply.enhanced}" if step.reply.enhanced else ""
    return f"{step.reply.code}{enhanced}"


def _last_refusal(fact: SmtpDialogue) -> Said | None:
    refused = [step.reply for step in fact.steps if step.reply and step.reply.code >= 400]
    return _said(fact.host, reply_words(refused[-1])) if refused else None


def _said(who: str, text: str) -> Said:
    return Said(who, shortened(text))


def _tls(session: TlsSession) -> str:
    if not session.ok:
        return f"TLS failed ({session.failure})"
    leaf = session.certificate
    return session.version if leaf is None else f"{session.version}, {_certificate(leaf)}"


def _certificate(leaf: Certificate) -> str:
    if leaf.acceptable:
        return "certificate good"
    faults = [
        *([] if leaf.in_date else [f"valid {leaf.not_before[:10]} to {leaf.not_after[:10]}"]),
        *([] if leaf.name_matches else [f"names {_names(leaf)}"]),
        *([] if leaf.trusted_by_device else [f"chain {leaf.chain_problem or 'not trusted'}"]),
        *leaf.apple_violations,
    ]
    return f"certificate not acceptable: {shortened('; '.join(faults))}"


def _names(leaf: Certificate) -> str:
    shown = ", ".join(leaf.names[:NAMES_SHOWN]) or "none"
    more = len(leaf.names) - NAMES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _mailbox(fact: MailboxDialogue) -> str:
    place = f"{fact.protocol.upper()} {fact.host} port {fact.port}"
    why = f" ({fact.why_not})" if fact.why_not else ""
    code = f" [{fact.code}]" if fact.code else ""
    return f"{place}: login {fact.login}{code}{why}"
