"""What a verification stands on: the settings, mailbox and mended case of a report. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailmend.case import Case, Outgoing
from mailmend.devices import Mode
from mailmend.facts import Facts, MailboxDialogue, Repair, SmtpDialogue
from mailmend.probes.login import Login
from mailmend.probes.mailbox_talk import MailboxPlan
from mailmend.report import Report

_MODES: dict[str | None, Mode] = {"none": "plain", "starttls": "starttls", "tls": "tls"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The dialogue that was seen to work, its login, and the sender it was allowed."""

    like: SmtpDialogue
    login: Login
    sender: str


def chosen(report: Report) -> Chosen | None:
    """The dialogue behind the report's working settings."""
    works = report.working.outgoing
    if works is None:
        return None
    for seen in report.facts.of(SmtpDialogue, lambda one: _is_of(one, works)):
        sender = ""
        for step in seen.steps:
            if step.stage == "mail" and step.login is not None and step.accepted:
                sender = step.detail
            if step.stage == "rcpt-remote" and step.login == works.username and step.accepted:
                found = next(each for each in seen.every("auth") if each.accepted)
                return Chosen(seen, Login(found.detail, (found.mechanism,)), sender)
    return None


def _is_of(seen: SmtpDialogue, works: Outgoing) -> bool:
    verified = seen.tls is not None and seen.tls.verified
    return verified and (seen.host, seen.port, seen.mode) == (
        works.host,
        works.port,
        _MODES[works.security],
    )


def mailbox_of(facts: Facts) -> MailboxPlan | None:
    """The mailbox that the password was seen to open, IMAP first."""
    open_ = facts.of(MailboxDialogue, lambda seen: seen.login == "accepted")
    seen = next((each for each in open_ if each.protocol == "imap"), next(iter(open_), None))
    if seen is None:
        return None
    return MailboxPlan(
        protocol=seen.protocol,
        host=seen.host,
        address=seen.address,
        port=seen.port,
        mode=seen.mode,
        username=seen.username,
    )


def mended(case: Case, facts: Facts, works: Outgoing) -> Case:
    """The case as it is once the fix is on the device."""
    repair = facts.first(Repair)
    address = repair.change("address") if repair else None
    sender = str(address.to) if address else case.sender
    return replace(case, outgoing=works, sender=sender, error=None, onset=None, other_outgoing=())
