"""What is asked of the runner, and what it hands back to those who render it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Literal

from mailmend.case import Case
from mailmend.facts import Fact, Facts, MailboxDialogue, SmtpDialogue
from mailmend.io.store.runs import Kind
from mailmend.report import Report, plain
from mailmend.secret import Secret

Scope = Literal["public", "engineer"]


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a case.

    ``scope``: a visitor's run dials only what derives from the domain of the address, an
    engineer's any public host. ``secret`` lives as long as the run and is kept nowhere. A
    ``verify`` really sends one message to ``recipient`` (the mailbox itself where there is none);
    ``before`` are the causes that were found, which must be gone then. ``known`` are facts that
    came with the case (of a log, a profile); ``fresh`` asks anew what was answered a moment ago.
    ``asker`` is the visitor's network or the owner of the token, who has a share of the places to
    wait; empty for people of the desk.
    """

    case_id: str
    case: Case
    kind: Kind = "diagnose"
    scope: Scope = "public"
    secret: Secret | None = field(default=None, repr=False)
    recipient: str | None = None
    before: tuple[str, ...] | None = None
    known: tuple[Fact, ...] = ()
    fresh: bool = False
    asker: str = ""

    @property
    def fingerprint(self) -> str | None:
        """Equal for equal questions; ``None`` where the answer must not be shared."""
        if self.secret is not None or self.kind != "diagnose" or self.known or self.fresh:
            return None
        text = json.dumps([self.scope, plain(self.case)], sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def password_accepted(facts: Facts) -> bool:
    """Whether any server of the mailbox took the password: the asker owns the mailbox."""
    if any(seen.login == "accepted" for seen in facts.of(MailboxDialogue)):
        return True
    return any(step.accepted for seen in facts.of(SmtpDialogue) for step in seen.login_steps)


def password_accepted_in(report: Report) -> bool:
    """The same of a report."""
    return password_accepted(report.facts)
