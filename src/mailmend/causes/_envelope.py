"""A dialogue's sender and recipients: whose they are and what became of them. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._after_login import is_relay_refusal
from mailmend.causes._refusal import why
from mailmend.causes._smtp import (
    Refused,
    account_dialogues,
    domain_of,
    every_refusal,
    login_of,
    passed,
)
from mailmend.facts import Facts, SmtpDialogue


def sender_of(hit: Refused, case: Case) -> str:
    """The MAIL FROM address that stood when that refusal came."""
    sender = ""
    for step in hit.dialogue.steps:
        if step.stage == "mail":
            sender = step.detail
        if step is hit.step:
            break
    return sender or case.envelope_sender


def other_sender_passes(
    case: Case, facts: Facts, place: SmtpDialogue, sender: str
) -> tuple[SmtpDialogue, ...]:
    """Dialogues with the same host in which another sender was accepted after a login."""
    return tuple(
        one
        for one in account_dialogues(case, facts)
        if one.host == place.host
        and passed(one, after_login=True)
        and all(
            step.detail.lower() != sender.lower()
            for step in one.every("mail")
            if step.login is not None
        )
    )


def is_own(sender: str, login: str, case: Case, facts: Facts) -> bool:
    """Whether a server ought to let that login use that sender.

    It is the login's own address, or one of the same domain that exists: nobody was told that it is
    unknown. Everything else is a wrong address on the device.
    """
    owner = login if "@" in login else f"{login}@{case.domain}"
    if sender.lower() == owner.lower():
        return True
    if domain_of(sender) != domain_of(owner):
        return False
    return not any(
        hit.step.detail.lower() == sender.lower()
        for one in account_dialogues(case, facts)
        for hit in unknown_recipients(one)
    )


def unknown_recipients(dialogue: SmtpDialogue) -> tuple[Refused, ...]:
    """The RCPTs refused because there is no such mailbox, after the login where there was one.

    What a stranger is told counts only where nobody logged in.
    """
    logged_in = login_of(dialogue) is not None
    return tuple(
        hit
        for hit in every_refusal((dialogue,))
        if hit.step.stage in ("rcpt-own", "rcpt-remote")
        and (hit.step.login is not None) == logged_in
        and why(hit.reading) == "recipient"
        and not is_relay_refusal(hit)
    )


def refused_recipient(dialogue: SmtpDialogue, address: str) -> Refused | None:
    """The refusal of that recipient as unknown."""
    return next(
        (hit for hit in unknown_recipients(dialogue) if hit.step.detail.lower() == address.lower()),
        None,
    )
