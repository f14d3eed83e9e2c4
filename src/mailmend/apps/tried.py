"""Every setting that was tried for a mailbox, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from mailmend.apps.render.evidence import MODES
from mailmend.facts import Facts, MailboxDialogue, SmtpDialogue, SmtpStep

Status = Literal["works", "refused", "untried", "fails"]
_SECURITY = {"plain": "none", "starttls": "starttls", "tls": "tls"}
_ORDER: tuple[Status, ...] = ("works", "untried", "refused", "fails")
_LOGIN: dict[str, Status] = {
    "accepted": "works",
    "refused": "refused",
    "unavailable": "fails",
    "not-tried": "untried",
    "lost": "fails",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One server setting; ``why`` is a clause on the status."""

    protocol: str
    host: str
    port: int
    security: str
    username: str
    status: Status
    why: str

    @property
    def rank(self) -> tuple[int, str, int]:
        """Working ones first."""
        return _ORDER.index(self.status), self.host, self.port

    def document(self) -> dict[str, object]:
        """As JSON writes it."""
        return asdict(self)


def tried_outgoing(facts: Facts) -> tuple[Tried, ...]:
    """The SMTP settings that were tried, the best first, each once."""
    return _best(_outgoing(dialogue) for dialogue in facts.of(SmtpDialogue))


def tried_incoming(facts: Facts) -> tuple[Tried, ...]:
    """The IMAP and POP3 settings that were tried, the best first, each once."""
    return _best(_incoming(dialogue) for dialogue in facts.of(MailboxDialogue))


def _best(found: Iterable[Tried]) -> tuple[Tried, ...]:
    rows: dict[tuple[str, int, str], Tried] = {}
    for row in found:
        key = (row.host, row.port, row.security)
        if key not in rows or row.rank < rows[key].rank:
            rows[key] = row
    return tuple(sorted(rows.values(), key=lambda row: row.rank))


def _incoming(seen: MailboxDialogue) -> Tried:
    why = seen.why_not or seen.text or seen.login
    security = _SECURITY[seen.mode]
    status = _LOGIN[seen.login]
    return Tried(seen.protocol, seen.host, seen.port, security, seen.username, status, why)


def _outgoing(seen: SmtpDialogue) -> Tried:
    status, username, why = _result(seen)
    return Tried("smtp", seen.host, seen.port, _SECURITY[seen.mode], username, status, why)


def _result(seen: SmtpDialogue) -> tuple[Status, str, str]:
    logged_in = next((step for step in seen.every("auth") if step.accepted), None)
    if logged_in is not None:
        return _after_login(seen, logged_in)
    refused = seen.login_steps
    if refused:
        return "refused", refused[-1].detail, f"the login was refused: {refused[-1].reply}"
    return _without_login(seen)


def _after_login(seen: SmtpDialogue, login: SmtpStep) -> tuple[Status, str, str]:
    step = seen.find("rcpt-remote", login=login.login or login.detail)
    if step is not None and step.accepted:
        return "works", login.detail, "login and foreign recipient were accepted"
    if step is None:
        return "works", login.detail, "the login was accepted"
    return "fails", login.detail, f"after login the recipient was refused: {step.reply}"


def _without_login(seen: SmtpDialogue) -> tuple[Status, str, str]:
    if not seen.speaks_smtp:
        return "fails", "", f"no SMTP greeting came with {MODES[seen.mode]}"
    if seen.tls is not None and not seen.tls.ok:
        return "fails", "", f"TLS failed ({seen.tls.failure})"
    if seen.tls is not None and not seen.tls.verified:
        return "fails", "", "the certificate is not acceptable"
    offered = seen.mechanisms(secure=seen.mode != "plain")
    if not offered:
        return "fails", "", "no login is offered there"
    return "untried", "", f"offers login {' '.join(offered)}; it was not tried there"


def tried_document(facts: Facts) -> dict[str, list[dict[str, object]]]:
    """Both sides as JSON writes them."""
    return {
        "outgoing": [row.document() for row in tried_outgoing(facts)],
        "incoming": [row.document() for row in tried_incoming(facts)],
    }
