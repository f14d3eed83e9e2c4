"""The device starts encryption at once on a port where it has to be asked for first.

What the person sees: Mail was unable to connect to the server using SSL, or an encryption error of
another program; often SSL/TLS together with port 587.

Proof: a handshake from the first byte fails on that port, the same port greets in clear, and the
message is accepted with STARTTLS there or with TLS on port 465 (RFC 8314 section 3.3). Or the
server's log shows a handshake in clear.

Ruled out by: a handshake from the first byte that works on that port.

Fix: STARTTLS with port 587, or SSL/TLS with port 465. An iPhone chooses by the port.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, seen
from mailmend.causes._on_server_encryption import clear_first
from mailmend.causes._servers import tls_against_clear
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.causes._told import reported
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

SECURITY = "outgoing.security"
QUESTION = phrase("Is the outgoing server's connection security SSL/TLS, or STARTTLS?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, clear_first(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server heard a TLS handshake where it waited for a command in clear."""
    told = reported(facts, SECURITY)
    if told is not None and told.value != "tls":
        return None
    found = seen(facts, lambda one: "TLS handshake in clear" in one.reason)
    return judged(found, (SetField(SECURITY, None if told is None else "tls", "starttls"),))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the failed handshake and the clear greeting, whichever setting is changed."""
    for field in (SECURITY, "outgoing.port"):
        tried = trial(facts, field)
        if tried is None or not tls_against_clear(tried, facts):
            continue
        if tried.repaired:
            return settle(facts, tried)
        if field == SECURITY:
            return settle(facts, tried, changes=(SetField(field, tried.old, "starttls"),))
    return otherwise(
        facts,
        "implicit-tls-on-starttls-port",
        SECURITY,
        blameless=lambda value: value in ("none", "starttls"),
        question=QUESTION,
    )
