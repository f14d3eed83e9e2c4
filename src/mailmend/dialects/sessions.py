"""Join the lines of logs to sessions, and pick those of one account. Pure, in bounded memory.

Sessions are kept while they are open and, once over, where they name the account, or name nobody
and may come from its device. Which addresses are the device's is known only at the end.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from mailmend.case import Case
from mailmend.dialects import LogEvent, read_event
from mailmend.dialects._account import Account, Clients, network
from mailmend.dialects._faults import Faults
from mailmend.dialects._redact import redacted
from mailmend.dialects._session import Session
from mailmend.facts import Fact, FaultKind, LoggedFault, LoggedSession

MAX_OPEN = 4096
MAX_KEPT = 2000
MAX_SHOWN = 40
NEAR_S = 20.0
"""Lines about one connection that have no common key lie at most so many seconds apart."""
LONG_S = 3600.0
"""The pause after which a process's number stands for another connection."""
AT_ONCE_S = 3.0
"""Tries to send that lie so close are several connections at a time."""
_PHONE = "smtpclient.apple"
_VAGUE = frozenset(
    {"", "(reason unavailable)", "authentication failure", "Incorrect authentication data"}
)

Key = tuple[str, str]


class Sessions:
    """The sessions of one account out of any number of logs."""

    def __init__(self, case: Case) -> None:
        self._account = Account.of(case)
        self._clients = Clients(self._account)
        self._faults = Faults()
        self._open: OrderedDict[Key, Session] = OrderedDict()
        self._named: deque[Session] = deque(maxlen=MAX_KEPT)
        self._nameless: deque[Session] = deque(maxlen=MAX_KEPT)
        self._reasons: deque[LogEvent] = deque(maxlen=MAX_KEPT)
        self._queues: OrderedDict[str, Session] = OrderedDict()
        self._stained: dict[str, FaultKind] = {}

    def read(self, lines: Iterable[tuple[int, str]], source: str, newest: datetime) -> None:
        """Read the numbered lines of one log, oldest first; ``newest`` is when it was written."""
        for number, line in lines:
            event = read_event(line, newest)
            if event is not None:
                self._take(event, source, number, line)
        while self._open:
            self._finish(next(iter(self._open)))

    def _take(self, event: LogEvent, source: str, number: int, line: str) -> None:
        shown = redacted(line[:1000].rstrip())
        self._faults.note(event, source, number, shown)
        if event.login == "accepted":
            self._clients.logged_in(event.client, event.username)
        if event.what == "delivery" or (event.what == "refused" and event.queue):
            self._delivered(event, source, number, shown)
            return
        if event.what == "login-reason" and self._account.may_be(event.username):
            self._reasons.append(event)
        key = self._key(event)
        if key is None:
            return
        session = self._session(key, event)
        session.keep(event, source, number, shown)
        if event.login == "accepted":
            self._clients.logged_in(session.client, session.username)
        if event.queue and event.what == "accepted":
            self._queue(event.queue, session)
        if self._is_last(event):
            self._finish(key)

    @staticmethod
    def _is_last(event: LogEvent) -> bool:
        """Whether nothing more comes of this session; a process of Cyrus serves others next."""
        if event.software == "cyrus":
            return event.what == "login"
        return event.what == "closed" or (event.login == "accepted" and event.software == "dovecot")

    @staticmethod
    def _key(event: LogEvent) -> Key | None:
        """What the lines of one connection have in common."""
        if event.software == "exim" or (event.software == "sendmail" and not event.session):
            return (event.software, event.client) if event.client else None
        return (event.software, event.session) if event.session else None

    def _session(self, key: Key, event: LogEvent) -> Session:
        known = self._open.get(key)
        if known is not None and (event.what == "opened" or self._is_another(known, event)):
            self._finish(key)
            known = None
        if known is None:
            known = self._open[key] = Session(event.software)
            if event.what == "opened" and (stain := self._stained.get(key[1])):
                known.faults.add(stain)
        if event.fault == "certificate" and event.session and len(self._stained) < MAX_OPEN:
            self._stained[key[1]] = event.fault
        self._open.move_to_end(key)
        if len(self._open) > MAX_OPEN:
            self._finish(next(iter(self._open)))
        return known

    @staticmethod
    def _is_another(known: Session, event: LogEvent) -> bool:
        """Whether a line of a server without session keys begins another connection."""
        if event.software not in ("exim", "sendmail"):
            return False
        if event.session:  # a process's number comes again one day
            return known.closed or _apart(known.ended, event.time, LONG_S)
        other = bool(event.helo and known.helo and event.helo != known.helo)
        return other or known.closed or _apart(known.ended, event.time)

    def _finish(self, key: Key) -> None:
        session = self._open.pop(key)
        session.settle()
        if self._account.is_named(session.username, session.sender):
            self._named.append(session)
            return
        nobody = not session.username or self._account.may_be(session.username)
        if session.protocol == "smtp" and not session.sender and nobody:
            self._nameless.append(session)

    def _queue(self, queue: str, session: Session) -> None:
        if self._account.is_named(session.username, session.sender) or not session.sender:
            self._queues[queue] = session
            if len(self._queues) > MAX_KEPT:
                self._queues.popitem(last=False)

    def _delivered(self, event: LogEvent, source: str, number: int, line: str) -> None:
        session = self._queues.get(event.queue)
        if session is None:
            return
        session.keep(event, source, number, line)
        if event.what == "delivery" and session.status != "bounced":
            session.status, session.delivery = event.status, event.reason[:1000]
        session.recipient = session.recipient or event.recipient

    def facts(self) -> tuple[Fact, ...]:
        """The account's sessions, oldest first, and the faults of the servers."""
        sessions = tuple(self._own_sessions())
        crowd = _crowd([session for session, _ in sessions])
        own = [fact for _, fact in sessions if fact.tie == "own"]
        met: set[FaultKind] = {
            kind for session, fact in sessions if fact.tie == "own" for kind in session.faults
        }
        faults = self._faults.facts(met, {fact.client for fact in own})
        facts = _weighed(
            [replace(fact, tie="claimed") if id(one) in crowd else fact for one, fact in sessions]
        )
        return (
            *_newest(facts, mail=True),
            *_newest(facts, mail=False),
            *(_met(one, facts) for one in faults),
        )

    def _own_sessions(self) -> Iterator[tuple[Session, LoggedSession]]:
        kept = sorted((*self._named, *self._nameless), key=lambda one: _clock(one.began))
        kept = [one for one in kept if not one.is_probe]
        phones = self._account.phone and any(one.helo == _PHONE for one in kept)
        for session in kept:
            other = phones and session.helo not in ("", _PHONE) and session.protocol == "smtp"
            if other:
                continue
            named = self._account.is_named(session.username, session.sender)
            own = self._clients.is_own(session.client, named=named)
            if named or own:
                self._explain(session)
                yield session, session.fact(own=own)

    def _explain(self, session: Session) -> None:
        """Give a refused login the login service's own reason, told in another log or line."""
        if session.login != "refused" or session.reason not in _VAGUE:
            return
        for event in reversed(self._reasons):
            same = (
                event.client == session.client
                and event.username.lower() == session.username.lower()
            )
            if same and not _apart(event.time, session.ended):
                session.reason = event.reason
                return


def _crowd(sessions: list[Session]) -> set[int]:
    """Sessions that came several at a time, by identity: more likely Mailmend's own probes.

    A phone sends by one connection at a time. Postfix's counters tell probes for sure.
    """
    tried = [
        one
        for one in sessions
        if one.software != "postfix"
        and one.protocol == "smtp"
        and one.login in ("never", "refused")
    ]
    return {
        id(one)
        for one in tried
        if one.repeated
        or any(o is not one and not _apart(o.began, one.began, AT_ONCE_S) for o in tried)
    }


def _weighed(facts: list[LoggedSession]) -> list[LoggedSession]:
    """Mark the sessions after which the account sent with success from the same address."""
    return [
        replace(one, overtaken=any(_overtakes(later, one) for later in facts[place + 1 :]))
        if one.protocol == "smtp"
        else one
        for place, one in enumerate(facts)
    ]


def _overtakes(later: LoggedSession, one: LoggedSession) -> bool:
    sent = later.protocol == "smtp" and later.outcome in ("accepted", "relayed")
    same = network(later.client) == network(one.client) and (
        not later.helo or not one.helo or later.helo == one.helo
    )
    return sent and later.login == "accepted" and same


def _newest(facts: list[LoggedSession], *, mail: bool) -> list[LoggedSession]:
    return [fact for fact in facts if (fact.protocol == "smtp") == mail][-MAX_SHOWN:]


def _met(fault: LoggedFault, sessions: list[LoggedSession]) -> LoggedFault:
    """A missing account list is met by the person whose login was refused at that moment."""
    if fault.what != "account-list" or fault.met_by_device:
        return fault
    met = any(one.login == "refused" and not _apart(one.ended, fault.ended) for one in sessions)
    return replace(fault, met_by_device=met)


def _clock(time: str) -> str:
    """The time of day and date without the zone: logs of one server share it."""
    return time[:19]


def _apart(one: str, other: str, near_s: float = NEAR_S) -> bool:
    if not one or not other:
        return False
    first, second = (datetime.fromisoformat(_clock(time)) for time in (one, other))
    return abs((second - first).total_seconds()) > near_s
