"""The kinds of experiment, and whether one was made already. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mailmend.devices import Mode
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue, TcpResult, TlsProbe
from mailmend.probes.login import Login

Offer = Literal["legacy", "no-sni", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One more dialogue with an endpoint that is known to answer; ``why`` names the experiment."""

    why: str
    host: str
    address: str
    port: int
    mode: Mode
    ehlo_name: str
    sender: str
    logins: tuple[Login, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """One more TLS handshake with a special offer."""

    host: str
    address: str
    port: int
    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The same port under another name that its certificate is for, if that name leads there."""

    host: str
    address: str
    port: int
    mode: Mode
    logs_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One connection, nothing said, to an unrelated server: does this network let the port out?"""

    host: str
    address: str
    port: int


Experiment = Dialogue | Handshake | Renamed | Control


def was_made(experiment: Experiment, facts: Facts) -> bool:
    """Whether the facts hold the outcome of this experiment."""
    if isinstance(experiment, Handshake):
        made = facts.of(TlsProbe, lambda fact: _place(fact) == _place(experiment))
        return any(fact.offer == experiment.offer for fact in made)
    if isinstance(experiment, Control):
        tried = facts.of(TcpResult, lambda fact: fact.port == experiment.port)
        return any(fact.address == experiment.address for fact in tried)
    if isinstance(experiment, Renamed):
        # asked for again it would only be dialled again: one look at the name is enough
        asked = facts.first(DnsAnswer, lambda fact: fact.name == experiment.host)
        return asked is not None and _dialled(experiment, facts)
    held = facts.of(SmtpDialogue, lambda fact: _is_like(fact, experiment))
    return any(_covers(dialogue, experiment) for dialogue in held)


def _dialled(experiment: Renamed, facts: Facts) -> bool:
    """Whether the name was dialled there already, or is known to lead elsewhere."""
    leads = facts.of(DnsAnswer, lambda fact: fact.name == experiment.host and bool(fact.records))
    there = any(experiment.address in fact.records for fact in leads)
    held = facts.of(SmtpDialogue, lambda fact: _place(fact) == _place(experiment))
    return not there or any(fact.mode == experiment.mode for fact in held)


def _place(it: TlsProbe | SmtpDialogue | Experiment) -> tuple[str, str, int]:
    return it.host, it.address, it.port


def _is_like(fact: SmtpDialogue, experiment: Dialogue) -> bool:
    same = _place(fact) == _place(experiment) and fact.mode == experiment.mode
    return same and fact.ehlo_name == experiment.ehlo_name


def _covers(dialogue: SmtpDialogue, experiment: Dialogue) -> bool:
    """Whether the dialogue has tried the login, or the anonymous envelope, with that sender."""
    senders = [step for step in dialogue.every("mail") if step.detail == experiment.sender]
    if experiment.anonymous:
        return any(step.login is None for step in senders)
    tried = {step.detail for step in dialogue.every("auth")}
    wanted = [login.username for login in experiment.logins]
    if not any(name in tried for name in wanted):
        return False
    accepted = {step.detail for step in dialogue.every("auth") if step.accepted}
    return not accepted or any(step.login in accepted for step in senders)
