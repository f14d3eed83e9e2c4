"""Ports for handing in mail whose encryption is not the usual one of that port. Pure.

587 begins in clear and offers STARTTLS, 465 encrypts from the first byte (RFC 8314, section 3.3).
"""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.change import ServerAction
from mailmend.facts import Facts, SubmissionService
from mailmend.verdict import Likely, Proven, Verdict

WHICH = "Which port and which kind of encryption are set on the device?"


def no_starttls(case: Case, facts: Facts) -> Verdict | None:
    """The port for STARTTLS is served and offers no encryption at all."""
    return _unusual(case, facts, 587, "none", "offers no encryption")


def tls_at_once(case: Case, facts: Facts) -> Verdict | None:
    """The port for STARTTLS waits for a TLS handshake."""
    return _unusual(case, facts, 587, "tls", "waits for TLS from the first byte")


def clear_first(case: Case, facts: Facts) -> Verdict | None:
    """The port for TLS at once begins in clear."""
    return _unusual(case, facts, 465, "starttls", "begins in clear") or _unusual(
        case, facts, 465, "none", "begins in clear and offers no encryption"
    )


def _unusual(case: Case, facts: Facts, port: int, security: str, what: str) -> Verdict | None:
    """Proven where the device is set to that port with its usual encryption."""
    found = facts.of(SubmissionService, lambda one: one.enabled and bool(one.login))
    odd = tuple(one for one in found if one.port == port and one.security == security)
    if not odd or (case.outgoing.port or port) != port:
        return None
    place = odd[0].encryption_at or odd[0].place
    change = ServerAction("offer-starttls", server_name(case), port, place)
    said = f"Port {port} of the server {what}: {place}."
    usual = "starttls" if port == 587 else "tls"
    if case.outgoing.port == port and case.outgoing.security == usual:
        return Proven(odd, (change,), said)
    return Likely(odd, (change,), said, WHICH, "owner")
