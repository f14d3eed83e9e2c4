"""Where a choice of settings stops, read off dialogues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.facts import Fact
from mailmend.repair import Ground, Settings, outcome
from tests.causes.build import (
    AUTH_535,
    HOST,
    certificate,
    conversation,
    dialogue,
    dns,
    session,
    step,
    tcp,
)
from tests.repair.ground import ground

OFFERS_TLS = ("STARTTLS", "PIPELINING")


def stop(scene: Ground) -> tuple[str, str]:
    """Stage and word of the obstacle, or the result twice where there is none."""
    found = outcome(Settings.of(scene.case), scene)
    if found.obstacle is None:
        return found.result, found.result
    return found.obstacle.stage, found.obstacle.why


def opened(*steps: object, **more: object) -> Fact:
    """A dialogue that got as far as the clear EHLO."""
    return dialogue(
        step("ehlo", "250 Ok", secure=False),
        *steps,  # type: ignore[arg-type]
        clear=OFFERS_TLS,
        **more,  # type: ignore[arg-type]
    )


GO = step("starttls", "220 2.0.0 Ready", secure=False)


def broken_off(stage: str) -> Fact:
    """A dialogue that is cut at that step, after the login."""
    whole = conversation()
    cut = max(n for n, one in enumerate(whole.steps) if one.stage == stage and one.login)
    last = replace(whole.steps[cut], reply=None, lost="reset")
    return replace(whole, steps=(*whole.steps[:cut], last))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), ("unknown", "unknown")),
        ((dns(HOST), dns(HOST, rtype="AAAA")), ("dns", "nxdomain")),
        ((dns(HOST, status="servfail"),), ("dns", "servfail")),
        ((tcp(outcome="timeout"), tcp(outcome="refused")), ("connect", "refused")),
        ((tcp(outcome="timeout"),), ("connect", "timeout")),
        ((tcp(outcome="not-allowed"),), ("unknown", "unknown")),
        (
            (dialogue(step("greeting", lost="timeout", secure=False), greeting=None),),
            ("greeting", "silent"),
        ),
        (
            (dialogue(step("greeting", lost="closed", secure=False), greeting=None),),
            ("greeting", "closed"),
        ),
        (
            (dialogue(step("greeting", lost="reset", secure=False), greeting=None),),
            ("greeting", "reset"),
        ),
        (
            (dialogue(step("greeting", lost="too-long", secure=False), greeting=None),),
            ("greeting", "not-smtp"),
        ),
        ((dialogue(step("ehlo", lost="malformed", secure=False)),), ("ehlo", "not-smtp")),
        ((dialogue(step("ehlo", lost="reset", secure=False)),), ("ehlo", "closed")),
        ((opened(step("starttls", lost="too-long", secure=False)),), ("starttls", "not-smtp")),
        (
            (dialogue(step("greeting", "554 no", secure=False), greeting=None),),
            ("greeting", "rejected"),
        ),
        ((dialogue(step("ehlo", "501 bad name", secure=False)),), ("ehlo", "rejected")),
        (
            (dialogue(step("ehlo", "250 Ok", secure=False), clear=("PIPELINING",)),),
            ("starttls", "not-offered"),
        ),
        (
            (opened(step("starttls", "454 4.7.0 no TLS", secure=False)),),
            ("starttls", "refused"),
        ),
        ((opened(GO, tls=session(failure="protocol-version")),), ("tls", "protocol-version")),
        (
            (opened(GO, tls=session(leaf=certificate(in_date=False))),),
            ("tls", "certificate"),
        ),
        ((conversation(auth_keyword=None, auth=None),), ("auth", "not-offered")),
        (
            (conversation(auth_keyword="AUTH CRAM-MD5", auth=None),),
            ("auth", "mechanism-not-offered"),
        ),
        ((conversation(auth=AUTH_535),), ("auth", "refused")),
        ((conversation(auth="454 4.7.0 Temporary failure"),), ("auth", "unavailable")),
        ((conversation(auth=None, auth_lost="closed"),), ("auth", "unavailable")),
        ((conversation(auth=None, auth_lost="malformed"),), ("auth", "not-smtp")),
        ((conversation(auth=None, auth_lost="withheld"),), ("unknown", "unknown")),
        ((conversation(mail="553 5.7.1 not owned by user"),), ("mail", "rejected")),
        ((broken_off("mail"),), ("mail", "closed")),
        ((broken_off("rcpt-remote"),), ("rcpt-remote", "closed")),
        ((conversation(remote="554 5.7.1 Relay access denied"),), ("rcpt-remote", "rejected")),
        ((conversation(),), ("accepted", "accepted")),
    ],
)
def test_the_walk_stops_at_the_first_obstacle(
    facts: tuple[Fact, ...], expected: tuple[str, str]
) -> None:
    """Each observation alone decides how far right settings get."""
    assert stop(ground(facts=(*facts, dns("unrelated.test")))) == expected


def test_a_login_refused_on_one_port_counts_on_the_others() -> None:
    """It is not tried again there, so as not to lock anybody out."""
    untried = conversation(port=465, mode="tls", auth=None)
    scene = ground(facts=(conversation(auth=AUTH_535), untried), port=465, security="tls")
    assert stop(scene) == ("auth", "refused")


def test_a_login_accepted_on_one_port_says_nothing_about_the_others() -> None:
    """Only a refusal is carried over, never a success."""
    untried = conversation(port=465, mode="tls", auth=None)
    scene = ground(facts=(conversation(), untried), port=465, security="tls")
    assert stop(scene) == ("unknown", "unknown")


def test_a_working_address_of_a_host_is_enough() -> None:
    """A device falls back to the other address family by itself."""
    silent = dialogue(step("greeting", lost="timeout", secure=False), greeting=None)
    scene = ground(facts=(replace(silent, address="2001:db8::25"), conversation()))
    assert stop(scene) == ("accepted", "accepted")


def test_another_sender_proves_nothing_about_this_one() -> None:
    """The envelope must be held with the sender of the case."""
    scene = ground(facts=(conversation(sender="other@customer.test"),))
    assert stop(scene) == ("unknown", "unknown")


def test_thunderbird_goes_on_without_auth_where_none_is_offered() -> None:
    """So it meets the refusal of the recipient, where a phone stops at the login."""
    bare = conversation(auth_keyword=None, auth=None, ehlo_name="[192.0.2.1]")
    assert stop(ground(facts=(bare,), app="Thunderbird")) == ("rcpt-remote", "rejected")
