"""What a server's log shows, in words."""

from __future__ import annotations

from mailmend.apps.render.quoting import shortened
from mailmend.facts import LoggedFault, LoggedSession

LOGINS = {
    "never": "no sign-in was tried",
    "accepted": "signed in",
    "refused": "the sign-in was refused",
    "unavailable": "the sign-in could not be checked",
    "unknown": "sign-in not told",
}
OUTCOMES = {
    "accepted": "the server took it",
    "relayed": "the next server took the message",
    "bounced": "the message was taken, then given up",
    "deferred": "the message was taken and still waits",
    "refused": "refused",
    "tls-failed": "no encryption came about",
    "lost": "the connection ended without a message",
    "unknown": "the end is not told",
}


def logged_words(fact: LoggedSession | LoggedFault) -> str:
    """One line on a session or a fault, with the file and the line it starts at."""
    place = f"{fact.source} line {fact.lines[0]}" if fact.lines else fact.source
    if isinstance(fact, LoggedFault):
        after = ", mended since" if fact.mended else ""
        return f"{place}: {shortened(fact.text)} ({fact.count} times{after})"
    whose = "the person's own session" if fact.tie == "own" else "a session that names the account"
    where = fact.service or (f"port {fact.port}" if fact.port else "")
    listener = " ".join(part for part in (fact.software, fact.protocol, where) if part)
    link = {True: "encrypted", False: "in clear", None: "encryption not told"}[fact.tls]
    login = (
        f"{LOGINS[fact.login]} ({shortened(fact.reason)})" if fact.reason else LOGINS[fact.login]
    )
    parts = (f"from {fact.client} at {fact.ended}", link, login, OUTCOMES[fact.outcome])
    return f"{place}: {whose}, {listener}: {', '.join(parts)}"
