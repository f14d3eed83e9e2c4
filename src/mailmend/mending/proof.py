"""Whether a repair is proven: the same experiments before and after it, compared. Pure.

A repair must do what it is for, and must open nothing: no relaying for strangers, no login in the
clear, no port without its TLS, no mailbox that was open and is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mailmend.facts import Fact, Facts, MailboxDialogue, Repair, SmtpDialogue, SmtpStep
from mailmend.report import Judgement, Report

Result = Literal["proven", "failed", "open"]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one time: a whole diagnosis, and what a stranger meets.

    ``message``: how a real message fared, and in which words; ``None`` where none was wanted.
    ``inside`` is judged from what was read on the server alone.
    """

    report: Report
    outside: tuple[Fact, ...] = ()
    message: tuple[Result, str] | None = None
    inside: Report | None = None

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What the server's own view proves, and what the whole diagnosis says of the rest.

        From outside a message that is accepted looks sent; the server knows that it waits.
        """
        own = self.inside.judgements if self.inside else ()
        first = tuple(each for each in own if each.status == "proven")
        named = {each.cause.id for each in first}
        return (*first, *(each for each in self.report.judgements if each.cause.id not in named))

    @property
    def strangers(self) -> tuple[SmtpDialogue, ...]:
        """The dialogues without a login."""
        return Facts(self.outside).of(SmtpDialogue)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to be proven; ``needed``: without it a repair does not stay."""

    what: str
    result: Result
    detail: str = ""
    needed: bool = True


def points(
    before: Look, after: Look, causes: Sequence[str], *, signs_in: bool, receives: bool = True
) -> tuple[Point, ...]:
    """All that is proven, has failed, or is open; ``signs_in``: a password was there to try.

    ``receives``: mail for the mailbox is to be received here as before.
    """
    return (
        *(_cause(after, cause) for cause in causes),
        _submission(after, signs_in=signs_in),
        *_message(after),
        _relay(before, after),
        *_not_worse(before, after, receives=receives),
    )


def verdict(found: tuple[Point, ...]) -> Result:
    """``failed`` where anything has, ``open`` where something that is needed was not seen."""
    if any(one.result == "failed" for one in found):
        return "failed"
    return "open" if any(one.needed and one.result == "open" for one in found) else "proven"


def _cause(after: Look, cause: str) -> Point:
    now = next((each for each in after.judgements if each.cause.id == cause), None)
    status = now.status if now else "unknown"
    stands = status in {"proven", "likely"}
    return Point("The cause is gone", "failed" if stands else "proven", f"{cause}: {status}")


def _submission(after: Look, *, signs_in: bool) -> Point:
    what = "A message is accepted for sending"
    step = _accepted(after.report)
    if step is not None:
        return Point(what, "proven", f"{step.detail}: {step.reply}")
    repair = after.report.facts.first(Repair)
    if after.report.sends == "yes" or (repair is not None and not repair.changes):
        return Point(what, "proven", "with the settings of the device")
    if not signs_in:
        return Point(what, "open", "no password was given to sign in with")
    return Point(what, "failed", _obstacle(after.report))


def _message(after: Look) -> Iterator[Point]:
    if after.message is not None:
        yield Point("A real message is sent and arrives", *after.message)


def _accepted(report: Report) -> SmtpStep | None:
    """The case's recipient accepted after a login, at the device's own port where one is known."""
    wanted = report.case.outgoing
    for seen in report.facts.of(SmtpDialogue):
        if wanted.host and seen.host.lower() != wanted.host.lower():
            continue
        if wanted.port and seen.port != wanted.port:
            continue
        for step in seen.every("rcpt-remote"):
            if step.login is not None and step.accepted:
                return step
    return None


def _obstacle(report: Report) -> str:
    found = [each.cause.id for each in report.judgements if each.status in {"proven", "likely"}]
    return f"it is still refused ({', '.join(found[:3]) or 'the cause is not settled'})"


def _relay(before: Look, after: Look) -> Point:
    """Strangers are refused wherever they were asked; a port that relays for them was opened."""
    what = "Strangers are still refused"
    asked = _asked(after)
    opened = {port for port, accepted in asked.items() if accepted}
    already = {port for port, accepted in _asked(before).items() if accepted}
    if opened - already:
        return Point(what, "failed", f"port {_listed(opened - already)} relays for everybody")
    if opened:
        return Point(what, "open", f"port {_listed(opened)} relayed before as well, from here")
    if not asked:
        return Point(what, "open", "no port could be asked from here")
    return Point(what, "proven", f"asked on port {_listed(set(asked))}")


def _asked(look: Look) -> dict[int, bool]:
    """The ports that were asked to relay without a login, and whether one did."""
    found: dict[int, bool] = {}
    for seen in (*look.strangers, *look.report.facts.of(SmtpDialogue)):
        recipient = seen.find("rcpt-remote", login=None)
        step = recipient or seen.find("mail", login=None)
        if step is None or step.reply is None or (recipient is None and step.accepted):
            continue
        foreign = step.detail.rpartition("@")[2].lower() != look.report.case.domain
        if foreign or not step.accepted:
            found[seen.port] = found.get(seen.port, False) or step.accepted
    return found


def _not_worse(before: Look, after: Look, *, receives: bool) -> Iterator[Point]:
    """What held before must hold now; what could not be seen before is no matter of this repair."""
    clear = _login_in_clear(after) - _login_in_clear(before)
    result: Result = "failed" if clear else "proven"
    detail = f"port {_listed(clear)}" if clear else ""
    yield Point("No password is asked for in the clear", result, detail, needed=False)
    for what, ports in (
        ("TLS is there as before", (_with_tls(before), _with_tls(after))),
        ("Mail is received as before", (_receiving(before), _receiving(after))),
    ):
        lost = ports[0] - ports[1]
        if ports[0] and (receives or "received" not in what):
            detail = f"port {_listed(lost)}" if lost else ""
            yield Point(what, "failed" if lost else "proven", detail, needed=False)
    if _mailboxes(before.report):
        opens = bool(_mailboxes(after.report))
        yield Point("The mailbox opens as before", "proven" if opens else "failed", needed=False)


def _login_in_clear(look: Look) -> set[int]:
    return {one.port for one in look.strangers if one.mechanisms(secure=False)}


def _with_tls(look: Look) -> set[int]:
    return {one.port for one in look.strangers if one.tls is not None and one.tls.ok}


def _receiving(look: Look) -> set[int]:
    return {one.port for one in look.strangers for step in one.every("rcpt-own") if step.accepted}


def _mailboxes(report: Report) -> tuple[MailboxDialogue, ...]:
    return report.facts.of(MailboxDialogue, lambda one: one.login == "accepted")


def _listed(ports: set[int]) -> str:
    return ", ".join(str(port) for port in sorted(ports))
