"""What the logins with the person's own credentials show, for sending and for reading. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailmend.causes._settings import once, read_at
from mailmend.causes._told import error, error_names, hinted, names
from mailmend.change import Change
from mailmend.errors import Reading, read_reply
from mailmend.facts import Fact, Facts, MailboxDialogue, Replay, Reply, SmtpDialogue, SmtpStep
from mailmend.text import phrase
from mailmend.verdict import Asked, Likely, Possible, Proven, RuledOut, Unknown, Verdict

CODES = {
    "CONTACTADMIN": "account-suspended",
    "EXPIRED": "password-expired",
    "LIMIT": "account-locked-out",
}
"""Response codes of a refused IMAP login that name a cause (RFC 5530 section 3)."""

LOCKED_OUT = "account-locked-out"
_LOCKED = re.compile(
    r"(?=.*\block(?:ed|out)?\b)(?=.*\b(?:too many|failed|failures|attempts|temporarily|minutes)\b)",
    re.IGNORECASE | re.DOTALL,
)
NEEDS_LOGIN = phrase("The mailbox password, so that logging in can be tried.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused login: where, what was said, and what that means."""

    fact: SmtpDialogue | MailboxDialogue
    reading: Reading
    reply: Reply | None = None
    code: str = ""

    @property
    def locked_out(self) -> bool:
        """Whether the server says that failed logins have locked the account, whatever its code."""
        return _LOCKED.search(self.reading.text[:1000].replace("_", " ")) is not None

    def names(self, cause_id: str) -> bool:
        """Whether the server's words or its response code name this cause."""
        if self.locked_out:
            return cause_id == LOCKED_OUT
        return CODES.get(self.code) == cause_id or names(self.reading, cause_id)


def smtp_refusals(facts: Facts) -> tuple[Refusal, ...]:
    """Every login for sending that was refused for good or for now."""
    return tuple(
        Refusal(one, read_at(step.reply, "auth"), step.reply)
        for one in facts.of(SmtpDialogue)
        for step in one.login_steps
        if step.reply is not None and step.reply.code >= 400
    )


def credentials_refused(facts: Facts) -> tuple[Refusal, ...]:
    """Logins for sending that were refused, not merely put off (5yz)."""
    return tuple(
        each for each in smtp_refusals(facts) if each.reply is not None and each.reply.code >= 500
    )


def smtp_accepted(facts: Facts) -> SmtpDialogue | None:
    """A dialogue in which the login for sending was accepted."""
    return facts.first(SmtpDialogue, lambda one: any(step.accepted for step in one.login_steps))


def mailbox_refusals(facts: Facts) -> tuple[Refusal, ...]:
    """Every login for reading mail that was refused."""
    return tuple(
        Refusal(one, read_reply(None, None, one.text, stage="imap"), code=one.code.upper())
        for one in facts.of(MailboxDialogue, lambda one: one.login == "refused")
    )


def mailbox_accepted(facts: Facts) -> MailboxDialogue | None:
    """A login for reading mail that was accepted."""
    return facts.first(MailboxDialogue, lambda one: one.login == "accepted")


def own_address_unknown(facts: Facts) -> tuple[SmtpDialogue, ...]:
    """Dialogues in which the mailbox's own address was refused for good as one that is unknown."""
    return facts.of(SmtpDialogue, lambda one: any(_is_unknown(s) for s in one.every("rcpt-own")))


def _is_unknown(step: SmtpStep) -> bool:
    if step.reply is None or step.reply.code < 500:
        return False
    return read_at(step.reply, "rcpt").meaning == "recipient-unknown"


def naming(facts: Facts, cause_id: str) -> tuple[Fact, ...]:
    """The refused logins whose text or code names this cause."""
    refusals = (*smtp_refusals(facts), *mailbox_refusals(facts))
    return once(each.fact for each in refusals if each.names(cause_id))


def named_otherwise(facts: Facts, cause_id: str) -> tuple[Fact, ...]:
    """The refused logins whose text or code names another cause and not this one."""
    refusals = (*credentials_refused(facts), *mailbox_refusals(facts))
    return once(each.fact for each in refusals if not each.names(cause_id) and _is_named(each))


def _is_named(each: Refusal) -> bool:
    return (
        each.locked_out
        or each.code in CODES
        or any(each.names(cause_id) for cause_id in each.reading.causes[:1])
    )


def unnamed(facts: Facts) -> tuple[Fact, ...]:
    """The refused logins for sending whose text leaves the whole family open."""
    return once(each.fact for each in credentials_refused(facts) if not _is_named(each))


def works_on_device(facts: Facts) -> Replay | None:
    """The replay that shows that the device's settings send, with the password handed over."""
    return facts.first(Replay, lambda one: one.result == "accepted")


def judge_named(
    facts: Facts,
    cause_id: str,
    *,
    changes: tuple[Change, ...] = (),
    question: str,
    ask: Asked = "owner",
) -> Verdict:
    """The verdict for a cause that a refused login's own words name.

    Ruled out by a login for sending that is accepted. A refusal that names nothing leaves it
    possible; one that names something else rules it out. An error text that names it is likely,
    for it was told, not seen.
    """
    accepted = smtp_accepted(facts)
    if accepted is not None:
        return RuledOut((accepted,))
    if because := naming(facts, cause_id):
        return Proven(because, changes)
    if because := named_otherwise(facts, cause_id):
        return RuledOut(because)
    if error_names(facts, cause_id):
        return Likely(error(facts), changes, would_settle=question, ask=ask)
    if because := unnamed(facts):
        return Possible(because, question, ask, changes)
    if hinted(facts, cause_id):
        return Unknown((SmtpDialogue, MailboxDialogue), NEEDS_LOGIN, "owner")
    return Unknown((SmtpDialogue, MailboxDialogue))
