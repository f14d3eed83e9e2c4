"""When the configured outgoing host is not the right one for the mailbox. Pure."""

from __future__ import annotations

from mailmend.causes._servers import (
    SUBMISSION_PORTS,
    addresses,
    login_offered,
    published_hosts,
    same,
)
from mailmend.causes._settings import UNTRIED, Trial, as_is, trial
from mailmend.facts import Facts, SmtpDialogue

FIELD = "outgoing.host"
PASSING = frozenset({"timeout", "unavailable", "unreachable", "setting-unknown", "withheld"})
"""Reasons that speak of trouble that passes, or of nothing seen, not of the wrong server."""


def is_another_server(tried: Trial, facts: Facts) -> bool:
    """The obstacle shows a server that is none of the mailbox's own.

    Not shown by a name that is published for sending, by a second name of the server that works,
    by a name that does not resolve, by a host that took the login, nor by trouble that passes.
    """
    stage, why = tried.obstacle.stage, tried.obstacle.why
    silent = stage == "connect" and why == "timeout"
    if not tried.old or stage in ("dns", "settings") or (why in PASSING and not silent):
        return False
    if same(str(tried.old)) in published_hosts(facts):
        return False
    if isinstance(tried.new, str) and addresses(facts, str(tried.old)) & addresses(
        facts, tried.new
    ):
        return False
    if stage == "tls":
        return why == "certificate" and _foreign_certificate(tried)
    dialogue = tried.dialogue
    return dialogue is None or not any(step.accepted for step in dialogue.login_steps)


def wrong_host(facts: Facts) -> Trial | None:
    """The trial that shows that the configured host is another server's, if one does.

    Where the host could not be tried with the repair's other settings, what the device itself
    meets there counts.
    """
    tried = trial(facts, FIELD)
    if tried is not None and tried.obstacle.why in UNTRIED:
        tried = as_is(facts, FIELD)
    return tried if tried is not None and is_another_server(tried, facts) else None


def is_sure(tried: Trial) -> bool:
    """The server itself refused, at a port where people sign in.

    No mere failure to connect, no certificate's name, no port 25, which is for other servers.
    """
    if not tried.repaired or tried.stopped("connect") or tried.stopped("tls", "certificate"):
        return False
    return tried.dialogue is None or tried.dialogue.port != 25


def _foreign_certificate(tried: Trial) -> bool:
    """The certificate is good for somebody, only not for the configured name."""
    session = tried.dialogue.tls if tried.dialogue else None
    leaf = session.certificate if session else None
    return leaf is not None and leaf.in_date and not leaf.name_matches


def published_alternative(tried: Trial, facts: Facts) -> SmtpDialogue | None:
    """Another host, published for sending, that lets people sign in, while this one does not."""
    host = str(tried.old or "")
    if login_offered(facts, host, *SUBMISSION_PORTS, 25) is not None:
        return None
    others = (name for name in published_hosts(facts) if name != same(host))
    found = (login_offered(facts, name, *SUBMISSION_PORTS) for name in sorted(others))
    return next((one for one in found if one is not None), None)
