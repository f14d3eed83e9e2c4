"""What the server's own log shows of the device: its sessions, and faults it met. Pure.

Only sessions of the person's own can prove anything; what merely names the account may have been
written by a stranger and leaves a cause possible. The newest session of each kind counts, so that
what was mended since is not brought up again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mailmend.case import Case
from mailmend.causes._settings import once
from mailmend.change import Change
from mailmend.devices import client_for
from mailmend.errors import Reading, read_reply
from mailmend.facts import Fact, Facts, FaultKind, LoggedFault, LoggedSession
from mailmend.verdict import Asked, Likely, Possible, Proven, RuledOut, Unknown, Verdict

NO_LOGIN = frozenset({"relay-denied", "auth-required", "tls-required"})
SETTLE = "The mail server's log of the device's next try to send (mailmend diagnose --log FILE)."
WHOSE = "Is the session in the log the device's own? (Its address, and the time of the last try.)"
UNKNOWN_NAME = r"unknown user|no such user|user not found|username character disallowed"
_STRENGTH = (Unknown, Possible, Likely, Proven)
Test = Callable[[LoggedSession], bool]


def sending(facts: Facts) -> tuple[LoggedSession, ...]:
    """The newest sessions for sending: one for each name in EHLO, listener and tie."""
    newest: dict[tuple[str, str, str], LoggedSession] = {}
    for one in facts.of(LoggedSession, lambda one: one.protocol == "smtp"):
        newest[one.tie, one.helo, one.service] = one
    return tuple(newest.values())


def reading(facts: Facts) -> tuple[LoggedSession, ...]:
    """The person's own logins for reading mail that were accepted."""
    return facts.of(
        LoggedSession,
        lambda one: one.protocol != "smtp" and one.login == "accepted" and one.tie == "own",
    )


def seen(facts: Facts, shows: Test) -> tuple[LoggedSession, ...]:
    """The newest sessions that show something, the person's own first."""
    found = [one for one in sending(facts) if shows(one)]
    return tuple(sorted(found, key=lambda one: (one.tie != "own", one.overtaken)))


def read_session(session: LoggedSession) -> Reading | None:
    """What the refusal in a session means."""
    reply = session.reply
    if reply is None:
        return None
    return read_reply(str(reply.code), reply.enhanced, reply.text, stage=session.stage)


def never_signed_in(session: LoggedSession) -> bool:
    """Whether a message was offered without any AUTH, and refused for want of it."""
    if session.login != "never" or not session.tried_mail or session.outcome != "refused":
        return False
    said = read_session(session)
    return said is None or said.meaning in NO_LOGIN or _is_bare(session)


def _is_bare(session: LoggedSession) -> bool:
    """OpenSMTPD says only "Invalid recipient" to strangers."""
    return (
        session.software == "opensmtpd"
        and session.reply is not None
        and session.reply.text.startswith(("Invalid recipient", "Invalid command: Must issue"))
    )


def login_refused(*patterns: str) -> Test:
    """A test for a refused login whose reason, in the server's words, has one of these."""
    wanted = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda one: one.login == "refused" and wanted.search(one.reason[:1000]) is not None


def known_once(facts: Facts, username: str) -> tuple[LoggedSession, ...]:
    """The logins that were accepted under exactly this name: once it was an account's."""
    return facts.of(
        LoggedSession,
        lambda one: one.login == "accepted" and one.username.casefold() == username.casefold(),
    )[-1:]


def another_name(
    case: Case, facts: Facts, wrong: Callable[[str], bool]
) -> tuple[LoggedSession, LoggedSession] | None:
    """The device's login under a name that is unknown, and one under another that is accepted.

    ``wrong`` tells of a name whether it is of the form in question. None where the device is known
    to have another name by now.
    """
    told = case.outgoing.username
    for one in seen(facts, login_refused(UNKNOWN_NAME)):
        same = told is None or told.casefold() == one.username.casefold()
        if one.tie == "own" and not one.overtaken and same and wrong(one.username):
            good = [each for each in reading(facts) if each.client == one.client]
            if good and good[-1].username.casefold() != one.username.casefold():
                return one, good[-1]
    return None


def judged(
    found: tuple[LoggedSession, ...],
    changes: tuple[Change, ...],
    *more: Fact,
    sure: bool = True,
    summary: str = "",
    would_settle: str = WHOSE,
    ask: Asked = "admin",
) -> Verdict | None:
    """The verdict of these sessions: proven by own ones where ``sure``, possible by others.

    An own session that was overtaken by one that sent leaves it possible too.
    """
    own = tuple(one for one in found if one.tie == "own" and not one.overtaken)
    if not found:
        return None
    if not own:
        return Possible(once((*found, *more)), would_settle, ask, changes)
    because = once((*own, *more))
    if sure:
        return Proven(because, changes, summary)
    return Likely(because, changes, summary, would_settle, ask)


def fault(facts: Facts, *kinds: FaultKind) -> LoggedFault | None:
    """A fault of these kinds that was not seen to be mended; one the device met goes first."""
    found = facts.of(LoggedFault, lambda one: one.what in kinds and not one.mended)
    return next(iter(sorted(found, key=lambda one: not one.met_by_device)), None)


def judged_fault(facts: Facts, changes: tuple[Change, ...], *kinds: FaultKind) -> Verdict | None:
    """The verdict of a fault in the log: proven where the device met it, else possible."""
    found = fault(facts, *kinds)
    if found is None:
        return None
    if found.met_by_device:
        return Proven((found,), changes)
    return Possible((found,), SETTLE, "admin", changes)


def relayed(facts: Facts) -> Verdict | None:
    """Ruled out: the person's newest messages were taken over by the next server."""
    ends = [one for one in sending(facts) if one.tie == "own"]
    good = tuple(one for one in ends if one.outcome == "relayed")
    return RuledOut(good) if good and len(good) == len(ends) else None


def server_name(case: Case) -> str:
    """The server whose log it is: the device's outgoing host, else the incoming one."""
    return case.outgoing.host or case.incoming.host or case.domain


def by_apple_mail(case: Case, found: tuple[LoggedSession, ...]) -> bool:
    """Whether the device is known for Apple's Mail, or its sessions give Apple Mail's EHLO name."""
    if case.device.app or case.device.os:
        return client_for(case).id == "apple-mail"
    return bool(found) and all(one.helo == "smtpclient.apple" for one in found)


def firmer(here: Verdict, logged: Verdict | None, *, elsewhere: bool = False) -> Verdict:
    """The surer of what was seen from here and what the log shows.

    What was ruled out from here stays so: the probe is later than the log. Only where the cause
    may hold at the device and not here (``elsewhere``) does the log's proof count for more.
    """
    if logged is None:
        return here
    if isinstance(logged, RuledOut):
        return logged if isinstance(here, Unknown | Possible) else here
    if isinstance(here, RuledOut):
        return logged if elsewhere and isinstance(logged, Proven) else here
    if _STRENGTH.index(type(logged)) > _STRENGTH.index(type(here)):
        return logged
    if isinstance(here, Unknown) or isinstance(logged, Unknown):
        return here
    return replace(here, because=once((*here.because, *logged.because)))
