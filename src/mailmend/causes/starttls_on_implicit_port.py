"""The device speaks in clear to a port that waits for encryption from the first byte.

What the person sees: after a long wait the connection to the server timed out, or the server is not
responding.

Proof: the port is silent in clear, TLS from the first byte works on it (port 465, RFC 8314), and
the message is accepted once the kind of TLS or the port is changed.

Ruled out by: a greeting in clear on that port.

Fix: turn SSL on (SSL/TLS, not STARTTLS) with port 465, or use port 587 with STARTTLS.
"""

import re

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, seen
from mailmend.causes._on_server_encryption import tls_at_once
from mailmend.causes._servers import clear_against_tls
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.causes._told import reported
from mailmend.change import SetField
from mailmend.facts import Facts, LoggedSession
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

SECURITY = "outgoing.security"
QUESTION = phrase("Is the outgoing server's connection security SSL/TLS, STARTTLS or none?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, tls_at_once(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """On port 465 the server heard words in clear where it waited for a TLS handshake."""
    told = reported(facts, SECURITY)
    if told is not None and told.value == "tls":
        return None
    old = told.value if told is not None else None
    found = seen(facts, _in_clear)
    return judged(found, (SetField(SECURITY, old, "tls"),))


def _in_clear(session: LoggedSession) -> bool:
    spoke = re.search(r"wrong version number|http request|unexpected TLS packet", session.reason)
    return session.port == 465 and session.outcome == "tls-failed" and spoke is not None


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the silence in clear and the TLS that works, whichever setting is changed."""
    for field in (SECURITY, "outgoing.port"):
        tried = trial(facts, field)
        if tried is None or not clear_against_tls(tried, facts):
            continue
        if tried.repaired:
            return settle(facts, tried)
        if field == SECURITY:
            return settle(facts, tried, changes=(SetField(field, tried.old, "tls"),))
    return otherwise(
        facts,
        "starttls-on-implicit-port",
        SECURITY,
        blameless=lambda value: value == "tls",
        question=QUESTION,
    )
