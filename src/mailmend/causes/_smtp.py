"""What SMTP dialogues show, before any judgement: which server, which state, which answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.causes._servers import published_hosts, same
from mailmend.errors import Reading, read_reply
from mailmend.facts import (
    Fact,
    Facts,
    Progress,
    Repair,
    Replay,
    Reply,
    SmtpDialogue,
    SmtpStep,
)

SUBMISSION_PORTS = frozenset({587, 465, 2525})

_SOFTWARE = {
    "postfix": r"\bpostfix\b",
    "exim": r"\bexim\b",
    "dovecot": r"\bdovecot\b",
    "opensmtpd": r"\bopensmtpd\b",
    "sendmail": r"\bsendmail\b",
    "exchange": r"microsoft esmtp|outlook\.com",
    "haraka": r"\bharaka\b",
    "haproxy": r"\bhaproxy\b",
}
_RELAY_STYLE = {
    "postfix": r"relay access denied",
    "exim": r"relay not permitted",
    "sendmail": r"relaying denied",
    "exchange": r"unable to relay",
    "qmail": r"allowed rcpthosts",
    "haraka": r"i cannot deliver mail for",
}


def read_step(reply: Reply, stage: str) -> Reading:
    """What a reply to the command of ``stage`` means."""
    at = "rcpt" if stage.startswith("rcpt") else stage
    return read_reply(str(reply.code), reply.enhanced, reply.text, stage=at)


def domain_of(address: str) -> str:
    """The domain of a mail address, as names are compared."""
    return same(address.rpartition("@")[2])


def named_hosts(case: Case, facts: Facts) -> frozenset[str]:
    """Hosts that a setting, the repair or published settings name for sending this mail."""
    told = [case.outgoing.host or ""]
    told += [fact.works.host or "" for fact in facts.of(Repair)]
    told += [fact.reached.host or "" for fact in facts.of(Progress)]
    return frozenset(same(host) for host in told if host) | published_hosts(facts)


def at_host(facts: Facts, host: str) -> tuple[SmtpDialogue, ...]:
    """The dialogues held under that host name."""
    return facts.of(SmtpDialogue, lambda one: same(one.host) == same(host))


def account_dialogues(case: Case, facts: Facts) -> tuple[SmtpDialogue, ...]:
    """The dialogues with the server that is to send this mailbox's mail.

    The host set on the device, where it could be talked to; else those named for the mailbox; else
    the incoming host; else whatever answered.
    """
    if case.outgoing.host and (mine := at_host(facts, case.outgoing.host)):
        return mine
    named = named_hosts(case, facts)
    if found := facts.of(SmtpDialogue, lambda one: same(one.host) in named):
        return found
    if case.incoming.host and (found := at_host(facts, case.incoming.host)):
        return found
    return facts.of(SmtpDialogue)


def device_dialogues(case: Case, facts: Facts) -> tuple[SmtpDialogue, ...]:
    """Of the account's dialogues those on the device's port; all where that is not known."""
    found = account_dialogues(case, facts)
    at_port = tuple(one for one in found if one.port == case.outgoing.port)
    return at_port or found


def submission_dialogues(case: Case, facts: Facts) -> tuple[SmtpDialogue, ...]:
    """Of the account's dialogues those on ports where mail programs hand mail in."""
    ports = SUBMISSION_PORTS | ({case.outgoing.port} - {25})
    return tuple(one for one in account_dialogues(case, facts) if one.port in ports)


def works_as_set(facts: Facts) -> Fact | None:
    """The fact that shows that the device's own settings send, if there is one."""
    replays = facts.of(Replay)
    if any(one.result == "failed" for one in replays):
        return None
    accepted = next((one for one in replays if one.result == "accepted"), None)
    return accepted or facts.first(Repair, lambda one: not one.changes)


def other_host_works(facts: Facts) -> Fact | None:
    """The repair that gives the device another host: the host it has is not the one to judge."""
    return facts.first(Repair, lambda one: one.change("outgoing.host") is not None) or facts.first(
        Progress, lambda one: any(change.field == "outgoing.host" for change in one.changes)
    )


def login_of(dialogue: SmtpDialogue) -> SmtpStep | None:
    """The AUTH step that was accepted."""
    return next((step for step in dialogue.login_steps if step.accepted), None)


def unannounced_auth(dialogue: SmtpDialogue) -> Reply | None:
    """The answer to AUTH inside TLS where EHLO named none: 503 means that logins are off there."""
    if dialogue.capabilities_secure is None or dialogue.mechanisms(secure=True):
        return None
    steps = dialogue.every("auth", secure=True)
    return next((step.reply for step in steps if step.reply is not None), None)


@dataclass(frozen=True, slots=True)
class Refused:
    """One refusal in its place: the dialogue, the step, and what the reply means."""

    dialogue: SmtpDialogue
    step: SmtpStep
    reading: Reading

    @property
    def reply(self) -> Reply:
        """The refusing reply."""
        assert self.step.reply is not None
        return self.step.reply


def refused(dialogue: SmtpDialogue, step: SmtpStep | None) -> Refused | None:
    """The refusal of that step, or ``None`` where it was accepted or not answered."""
    if step is None or step.reply is None or step.reply.code < 400:
        return None
    return Refused(dialogue, step, read_step(step.reply, step.stage))


def envelope(dialogue: SmtpDialogue, *, after_login: bool) -> Iterator[SmtpStep]:
    """MAIL and the remote RCPT before or after a login, in order."""
    for step in dialogue.steps:
        if step.stage in ("mail", "rcpt-remote") and (step.login is not None) == after_login:
            yield step


def stopped_at(dialogue: SmtpDialogue, *, after_login: bool) -> Refused | None:
    """The first refusal of the envelope with a remote recipient."""
    steps = envelope(dialogue, after_login=after_login)
    return next((found for step in steps if (found := refused(dialogue, step))), None)


def passed(dialogue: SmtpDialogue, *, after_login: bool) -> bool:
    """Whether the envelope with a remote recipient was accepted."""
    steps = envelope(dialogue, after_login=after_login)
    last = [step for step in steps if step.stage == "rcpt-remote"]
    return any(step.accepted for step in last) and not stopped_at(dialogue, after_login=after_login)


def every_refusal(dialogues: Iterable[SmtpDialogue]) -> Iterator[Refused]:
    """All refusals of those dialogues at any stage, as they came."""
    for dialogue in dialogues:
        for step in dialogue.steps:
            if found := refused(dialogue, step):
                yield found


def software(dialogue: SmtpDialogue) -> str:
    """The server software the greeting names, in lower case; empty where it names none."""
    text = dialogue.greeting.text if dialogue.greeting else ""
    return _first(_SOFTWARE, text)


def relay_style(text: str) -> str:
    """The software whose wording a relay refusal has; empty where the wording is no one's own."""
    return _first(_RELAY_STYLE, text)


def _first(table: dict[str, str], text: str) -> str:
    return next((name for name, sign in table.items() if re.search(sign, text, re.IGNORECASE)), "")
