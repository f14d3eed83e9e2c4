"""The mail queue: how many messages wait to leave, and for what."""

from __future__ import annotations

from mailmend.configs.mail_queue import (
    Waiting,
    exim_queue,
    exim_reason,
    grouped,
    opensmtpd_queue,
    postfix_queue,
)
from mailmend.facts import MailQueue, NotObserved
from mailmend.probes.server.host import Host

MAX_BYTES = 1024 * 1024
MAX_LOGS = 12


async def postfix_waiting(host: Host, sender: str) -> MailQueue | NotObserved:
    """By ``postqueue -j`` (Postfix 3.1 and later)."""
    result = await host.first(MAX_BYTES, "postqueue", "-j")
    if result.stderr.strip() and not result.stdout.strip():
        return _unseen("postqueue -j", result.stderr)
    cut = len(result.stdout) >= MAX_BYTES
    found = postfix_queue(result.stdout)
    return _queue("postqueue -j", "postfix", found, sender, cut=cut)


async def exim_waiting(host: Host, program: str, sender: str) -> MailQueue | NotObserved:
    """By ``-bp``, and the logs of a few of the messages: the mailbox's own, then the oldest."""
    result = await host.first(MAX_BYTES, program, "-bp")
    if result.stderr.strip() and not result.stdout.strip():
        return _unseen(f"{program} -bp", result.stderr)
    senders = exim_queue(result.stdout)
    order = sorted(senders, key=lambda one: senders[one].lower() != sender.lower())
    reasons = {
        one: exim_reason(await host.output(program, "-Mvl", one) or "") for one in order[:MAX_LOGS]
    }
    found = [Waiting(senders[one], reasons.get(one, "")) for one in senders]
    cut = len(result.stdout) >= MAX_BYTES
    return _queue(f"{program} -bp", "exim", found, sender, cut=cut)


async def opensmtpd_waiting(host: Host, sender: str) -> MailQueue | NotObserved:
    """By ``smtpctl show queue``."""
    result = await host.first(MAX_BYTES, "smtpctl", "show", "queue")
    if result.stderr.strip() and not result.stdout.strip():
        return _unseen("smtpctl show queue", result.stderr)
    found = [*opensmtpd_queue(result.stdout)]
    cut = len(result.stdout) >= MAX_BYTES
    return _queue("smtpctl show queue", "opensmtpd", found, sender, cut=cut)


def _queue(
    source: str, software: str, found: list[Waiting], sender: str, *, cut: bool
) -> MailQueue:
    delayed = grouped(found, sender)
    return MailQueue(
        source=source,
        software=software,
        total=len(found),
        delayed=delayed,
        cut=cut,
        raw=delayed[0].text if delayed else "",
    )


def _unseen(command: str, said: str) -> NotObserved:
    return NotObserved(what="mail-queue", target=command, why=said.strip()[:200])
