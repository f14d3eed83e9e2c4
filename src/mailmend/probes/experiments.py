"""Which further experiments the facts ask for: each differs from what was seen in one thing. Pure.

An experiment is asked for once; what was tried already is never tried again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailmend.case import Case, Outgoing
from mailmend.devices import Client
from mailmend.errors import read_reply
from mailmend.facts import (
    DnsAnswer,
    Facts,
    MailboxDialogue,
    Progress,
    Repair,
    SettingChange,
    SmtpDialogue,
    SmtpStep,
    TcpResult,
)
from mailmend.probes.certificate_names import other_names, vouched
from mailmend.probes.login import Login
from mailmend.probes.names import mx_hosts, own_domain
from mailmend.probes.plans import device_names, logins
from mailmend.probes.trials import (
    Control,
    Dialogue,
    Experiment,
    Handshake,
    Offer,
    Renamed,
    was_made,
)
from mailmend.wire.sasl import KNOWN

MAX_EXPERIMENTS = 8
SUBMISSION = (587, 465)
FURTHER = (2525,)
READING = (993, 143, 995, 110)
WEB = (443, 80)

_ENVELOPE = {"mail", "rcpt-remote", "rcpt-own", "rset"}
_TOO_OLD = {"protocol-version", "no-shared-cipher", "alert", "closed"}


def experiments(case: Case, client: Client, facts: Facts) -> tuple[Experiment, ...]:
    """What to try next, the most telling first; empty where the facts ask for nothing."""
    found: dict[Experiment, None] = {}
    for dialogue in facts.of(SmtpDialogue):
        for experiment in _of_dialogue(case, client, facts, dialogue):
            found[experiment] = None
    for trial in (*_of_repair(case, client, facts), *_further_port(case, client, facts)):
        found[trial] = None
    for control in (*_web_controls(case, facts), *_controls(case, facts)):
        found[control] = None
    fresh = [each for each in found if not was_made(each, facts)]
    return tuple(fresh)[:MAX_EXPERIMENTS]


def _of_dialogue(
    case: Case, client: Client, facts: Facts, dialogue: SmtpDialogue
) -> Iterator[Experiment]:
    if dialogue.ehlo_name == client.ehlo_name:
        yield from _other_ehlo_name(case, client, dialogue)
        yield from _other_sender(case, dialogue)
        yield from _login_first(case, client, dialogue)
        yield from _unfinished_logins(case, client, facts, dialogue)
        yield from _in_clear(case, dialogue)
    yield from _other_offer(dialogue)
    if facts.first(Repair) is None:
        yield from _renamed(case, facts, dialogue)


def _again(dialogue: SmtpDialogue, why: str, case: Case) -> Dialogue:
    """The same dialogue again, with the login that was accepted there."""
    accepted = tuple(
        Login(step.detail, (step.mechanism,)) for step in dialogue.every("auth") if step.accepted
    )
    return Dialogue(
        why=why,
        host=dialogue.host,
        address=dialogue.address,
        port=dialogue.port,
        mode=dialogue.mode,
        ehlo_name=dialogue.ehlo_name,
        sender=case.envelope_sender,
        logins=accepted,
        anonymous=not accepted,
    )


def _other_ehlo_name(case: Case, client: Client, dialogue: SmtpDialogue) -> Iterator[Dialogue]:
    """The name in EHLO is refused: does a name that exists pass?

    Where the refusal came before any login, the device's own port is tried with all of them.
    """
    domain = own_domain(case)
    if not domain or not any(_means(step, "helo-rejected") for step in dialogue.steps):
        return
    again = replace(_again(dialogue, "other-ehlo-name", case), ehlo_name=domain)
    if dialogue.port == case.outgoing.port and dialogue.find("auth") is None:
        again = replace(again, logins=logins(case, client, device_names(case)))
    yield again


def _other_sender(case: Case, dialogue: SmtpDialogue) -> Iterator[Dialogue]:
    """The sender is refused after a login: does the login's own address pass?"""
    for step in dialogue.steps:
        if step.login is None or step.reply is None or step.accepted:
            continue
        if step.stage == "mail" or _means(step, "sender-rejected"):
            for sender in _own_addresses(case, step.login):
                if sender.lower() != case.envelope_sender.lower():
                    yield replace(_again(dialogue, "other-sender", case), sender=sender)
            return


def _login_first(case: Case, client: Client, dialogue: SmtpDialogue) -> Iterator[Dialogue]:
    """The connection broke in the envelope before any login: does it hold for one who logs in?"""
    last = dialogue.steps[-1] if dialogue.steps else None
    if last is None or last.lost in (None, "withheld") or last.stage not in _ENVELOPE:
        return
    if dialogue.port == case.outgoing.port and dialogue.find("auth") is None and last.secure:
        tried = logins(case, client, device_names(case))
        yield replace(_again(dialogue, "login-first", case), logins=tried, anonymous=False)


def _own_addresses(case: Case, login: str) -> tuple[str, ...]:
    """The address that belongs to the login, and the address of the account."""
    named = login if "@" in login else f"{login}@{case.domain}"
    return tuple(dict.fromkeys((named, case.address)))


def _unfinished_logins(
    case: Case, client: Client, facts: Facts, dialogue: SmtpDialogue
) -> Iterator[Dialogue]:
    """The server hung up after a refused login: the other forms need a connection of their own."""
    steps = dialogue.login_steps
    if not steps or any(step.accepted for step in steps) or not _hung_up(dialogue):
        return
    refused = {step.detail for step in steps if step.mechanism != "CRAM-MD5"}
    tried = {
        (step.detail, step.mechanism)
        for each in _same_port(facts, dialogue)
        for step in each.login_steps
    }
    names = dict.fromkeys((*_accepted_names(facts), *device_names(case)))
    left = [
        login
        for login in logins(case, client, names)
        if login.username not in refused
        and not any((login.username, word) in tried for word in login.mechanisms)
    ]
    if left:
        yield replace(_again(dialogue, "other-login", case), logins=tuple(left), anonymous=False)


def _accepted_names(facts: Facts) -> tuple[str, ...]:
    opened = facts.of(MailboxDialogue, lambda fact: fact.login == "accepted")
    return tuple(fact.username for fact in opened)


def _hung_up(dialogue: SmtpDialogue) -> bool:
    last = dialogue.steps[-1]
    return last.stage == "auth" or (last.lost in ("closed", "reset") and last.stage == "quit")


def _same_port(facts: Facts, dialogue: SmtpDialogue) -> tuple[SmtpDialogue, ...]:
    place = (dialogue.address, dialogue.port)
    return facts.of(SmtpDialogue, lambda fact: (fact.address, fact.port) == place)


def _other_offer(dialogue: SmtpDialogue) -> Iterator[Handshake]:
    """TLS failed, or nothing was said in clear: what does another offer show?"""
    session = dialogue.tls
    greeting = dialogue.find("greeting")
    if session is not None and not session.ok and session.failure in _TOO_OLD:
        yield _handshake(dialogue, "legacy")
        yield _handshake(dialogue, "no-sni")
    elif session is not None and session.certificate and not session.certificate.name_matches:
        yield _handshake(dialogue, "no-sni")
    elif dialogue.mode != "tls" and greeting is not None and greeting.lost == "timeout":
        yield _handshake(dialogue, "direct")


def _in_clear(case: Case, dialogue: SmtpDialogue) -> Iterator[Dialogue]:
    """TLS at once met something that is no TLS on the device's port: does SMTP begin in clear?"""
    session = dialogue.tls
    if session is None or session.failure != "not-tls" or dialogue.mode != "tls":
        return
    if dialogue.port == case.outgoing.port:
        again = _again(dialogue, "in-clear", case)
        yield replace(again, mode="starttls", logins=(), anonymous=True)


def _handshake(dialogue: SmtpDialogue, offer: Offer) -> Handshake:
    return Handshake(host=dialogue.host, address=dialogue.address, port=dialogue.port, offer=offer)


def _renamed(case: Case, facts: Facts, dialogue: SmtpDialogue) -> Iterator[Renamed]:
    for name in other_names(case, facts, dialogue):
        yield Renamed(
            host=name,
            address=dialogue.address,
            port=dialogue.port,
            mode=dialogue.mode,
            logs_in=vouched(case, facts, name),
        )


def _web_controls(case: Case, facts: Facts) -> Iterator[Control]:
    """Not one mail port of the host answers: does the address serve the web, and only that?"""
    tried = facts.of(TcpResult, lambda it: it.host == case.outgoing.host)
    reading = {it.port for it in tried} & set(READING)
    if not reading or any(it.outcome != "timeout" for it in tried if it.port not in WEB):
        return
    for port in WEB:
        yield Control(host=tried[0].host, address=tried[0].address, port=port)


def _controls(case: Case, facts: Facts) -> Iterator[Control]:
    """The submission ports are silent: is it this network? The recipient's exchanger is asked."""
    tried = facts.of(TcpResult, lambda it: it.host == case.outgoing.host and it.port in SUBMISSION)
    silent = [it for it in tried if it.outcome == "timeout"]
    if not silent or any(it.outcome == "open" for it in tried):
        return
    domain = (case.recipient or "").rpartition("@")[2].lower()
    answers = facts.of(DnsAnswer, lambda it: it.rtype == "MX" and it.name == domain)
    route = facts.first(TcpResult, lambda it: it.port == 25 and it.host in mx_hosts(answers))
    if route is not None and route.address not in {it.address for it in tried}:
        for port in SUBMISSION:
            yield Control(host=route.host, address=route.address, port=port)


def _of_repair(case: Case, client: Client, facts: Facts) -> Iterator[Dialogue]:
    """A change not yet proven needed: try the settings with that one left as it is."""
    for way in facts.of(Repair) + facts.of(Progress):
        settings = way.works if isinstance(way, Repair) else way.reached
        sender = next((str(c.to) for c in way.changes if c.field == "address"), None)
        for change, stop in zip(way.changes, way.fails_without, strict=True):
            if stop.why == "setting-unknown" and change.from_ is not None:
                left = _without(settings, change)
                dialogue = _trial(left, sender or case.envelope_sender, client, facts)
                if dialogue is not None:
                    yield dialogue


def _further_port(case: Case, client: Client, facts: Facts) -> Iterator[Dialogue]:
    """Nothing sends as yet, and a further port of the server greets: is mail taken there?"""
    if facts.first(Repair) is not None or facts.first(Progress) is not None:
        return
    greeted = facts.of(
        TcpResult, lambda it: it.host == case.outgoing.host and it.raw.startswith("220")
    )
    for found in (each for each in greeted if each.port in FURTHER):
        yield Dialogue(
            why="further-port",
            host=found.host,
            address=found.address,
            port=found.port,
            mode="starttls",
            ehlo_name=client.ehlo_name,
            sender=case.envelope_sender,
            logins=logins(case, client, (*_accepted_names(facts), *device_names(case))),
        )


def _without(settings: Outgoing, change: SettingChange) -> Outgoing:
    values: dict[str, object] = {change.field.removeprefix("outgoing."): change.from_}
    return settings if change.field == "address" else replace(settings, **values)  # type: ignore[arg-type]


def _trial(settings: Outgoing, sender: str, client: Client, facts: Facts) -> Dialogue | None:
    """The dialogue that these settings lead to, where an address of the host is known."""
    address = _address(settings.host, facts)
    if address is None or settings.host is None or settings.port is None:
        return None
    words = tuple(word for word in client.mechanisms(settings) if word in KNOWN)
    named = settings.username if words else None
    return Dialogue(
        why="needed-change",
        host=settings.host,
        address=address,
        port=settings.port,
        mode=client.mode(settings),
        ehlo_name=client.ehlo_name,
        sender=sender,
        logins=(Login(named, words),) if named else (),
        anonymous=not named,
    )


def _address(host: str | None, facts: Facts) -> str | None:
    """The address of the host that took a login, else one that answered, IPv4 first."""
    held = facts.of(SmtpDialogue, lambda fact: fact.host == host)
    best = min(held, key=_least_useful, default=None)
    return best.address if best else None


def _least_useful(dialogue: SmtpDialogue) -> tuple[bool, bool]:
    took_login = any(step.accepted for step in dialogue.login_steps)
    return not took_login, ":" in dialogue.address


def _means(step: SmtpStep, meaning: str) -> bool:
    if step.reply is None or step.accepted:
        return False
    stage = "rcpt" if step.stage.startswith("rcpt") else step.stage
    reply = step.reply
    return read_reply(reply.code, reply.enhanced, reply.text, stage=stage).meaning == meaning
