"""A healthy server as it was seen, and devices with settings that do or do not fit it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mailmend.case import Case, Device, Outgoing
from mailmend.devices import client_for
from mailmend.facts import Fact, Facts, SmtpDialogue
from mailmend.repair import Ground
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    HOST,
    REMOTE,
    certificate,
    conversation,
    dialogue,
    dns,
    session,
    step,
    tcp,
)

RIGHT = Outgoing(
    enabled=True,
    host=HOST,
    port=587,
    security="starttls",
    username=ADDRESS,
    password_set=True,
    authentication="password",
)


def submission() -> SmtpDialogue:
    """Port 587 with STARTTLS: logs in and relays."""
    return conversation()


def submissions() -> SmtpDialogue:
    """Port 465 with implicit TLS: logs in and relays."""
    return conversation(port=465, mode="tls")


def plain_587() -> SmtpDialogue:
    """Port 587 without TLS: AUTH is hidden, MAIL wants STARTTLS first."""
    return dialogue(
        step("ehlo", "250 Ok", secure=False),
        step("mail", "530 5.7.0 Must issue a STARTTLS command first", secure=False, detail=ADDRESS),
        mode="plain",
        clear=("STARTTLS", "PIPELINING"),
    )


def relay_port(*, mode: str = "plain") -> SmtpDialogue:
    """Port 25 without TLS: no AUTH, the remote recipient is refused."""
    refused = "454 4.7.1 <bob@elsewhere.test>: Relay access denied"
    secure = mode != "plain"
    steps = [
        step("ehlo", "250 Ok", secure=secure),
        step("mail", "250 2.1.0 Ok", secure=secure, detail=ADDRESS),
        step("rcpt-remote", refused, secure=secure, detail=REMOTE),
    ]
    if secure:
        steps[:0] = [step("ehlo", "250 Ok", secure=False), step("starttls", "220 Go", secure=False)]
    return dialogue(
        *steps,
        port=25,
        mode="starttls" if secure else "plain",
        tls=session(leaf=certificate()) if secure else None,
        clear=("STARTTLS", "PIPELINING"),
        secure=("PIPELINING",) if secure else None,
    )


def healthy() -> tuple[Fact, ...]:
    """All that is seen of the server: names, ports, dialogues in every mode."""
    return (
        dns(HOST, "192.0.2.25"),
        tcp(port=587),
        submission(),
        submissions(),
        plain_587(),
        relay_port(),
        relay_port(mode="starttls"),
        tcp(port=2526, outcome="refused"),
        dns("mial.hosting.test"),
        dns("mial.hosting.test", rtype="AAAA"),
    )


def bare_name_refused() -> SmtpDialogue:
    """The bare name is refused, the full address accepted, in one dialogue."""
    good = conversation()
    refused = step("auth", AUTH_535, detail="alice", mechanism="PLAIN")
    at = next(n for n, each in enumerate(good.steps) if each.stage == "auth")
    return replace(good, steps=(*good.steps[:at], refused, *good.steps[at:]))


def ground(*extra: Fact, facts: tuple[Fact, ...] | None = None, **settings: Any) -> Ground:
    """The healthy server and a device whose settings are right but for the ones named."""
    error = settings.pop("error", None)
    sender = settings.pop("sender", None)
    app = settings.pop("app", "Apple Mail")
    case = Case(
        ADDRESS,
        error=error,
        recipient=REMOTE,
        sender=sender,
        device=Device("iOS", "17.4", app) if app == "Apple Mail" else Device(app=app),
        outgoing=replace(RIGHT, **settings),
    )
    return Ground(case, client_for(case), Facts((*(facts or healthy()), *extra)))
