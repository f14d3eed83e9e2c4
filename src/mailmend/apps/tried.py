"""Every setting that was tried for a mailbox, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from mailmend.apps.render.phrases import SECURITY
from mailmend.apps.render.quoting import shortened
from mailmend.facts import Facts, MailboxDialogue, SmtpDialogue, SmtpStep
from mailmend.text import phrase

Status = Literal["works", "refused", "untried", "fails"]
MAX_REPLY = 200
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
        said = shortened(str(refused[-1].reply), MAX_REPLY)
        return "refused", refused[-1].detail, phrase("the login was refused: {reply}", reply=said)
    return _without_login(seen)


def _after_login(seen: SmtpDialogue, login: SmtpStep) -> tuple[Status, str, str]:
    step = seen.find("rcpt-remote", login=login.login or login.detail)
    if step is not None and step.accepted:
        return "works", login.detail, phrase("login and foreign recipient were accepted")
    if step is None:
        return "works", login.detail, phrase("the login was accepted")
    said = shortened(str(step.reply), MAX_REPLY)
    why = phrase("after login the recipient was refused: {reply}", reply=said)
    return "fails", login.detail, why


def _without_login(seen: SmtpDialogue) -> tuple[Status, str, str]:
    if not seen.speaks_smtp:
        how = SECURITY[_SECURITY[seen.mode]]
        return "fails", "", phrase("no SMTP greeting came with {security}", security=how)
    if seen.tls is not None and not seen.tls.ok:
        return "fails", "", phrase("TLS failed ({failure})", failure=seen.tls.failure)
    if seen.tls is not None and not seen.tls.verified:
        return "fails", "", phrase("the certificate is not acceptable")
    offered = seen.mechanisms(secure=seen.mode != "plain")
    if not offered:
        return "fails", "", phrase("no login is offered there")
    how = " ".join(offered)
    why = phrase("offers login {mechanisms}; it was not tried there", mechanisms=how)
    return "untried", "", why


def tried_document(facts: Facts) -> dict[str, list[dict[str, object]]]:
    """Both sides as JSON writes them."""
    return {
        "outgoing": [row.document() for row in tried_outgoing(facts)],
        "incoming": [row.document() for row in tried_incoming(facts)],
    }
