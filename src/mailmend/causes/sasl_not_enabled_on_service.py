"""The server answers where mail is handed in, but offers no way to log in there.

What the person sees: "The connection to the outgoing server failed", or relaying is not allowed;
the validator says that the user name or password is wrong.

Proof: inside TLS with a good certificate, EHLO on the submission port names no AUTH, and the
command itself is answered 503, or the message is accepted on another port of the same server, where
it is named. Without either it is likely: AUTH may be hidden from this
network alone. Port 25 without AUTH is normal and proves nothing.

Ruled out by: AUTH offered inside TLS on the device's port.

Fix: Postfix: smtpd_sasl_auth_enable=yes on submission and submissions (-o overrides main.cf),
smtpd_sasl_type=dovecot, smtpd_sasl_path=private/auth, no "auth" in smtpd_discard_ehlo_keywords.
Exim: authenticators PLAIN and LOGIN, auth_advertise_hosts. OpenSMTPD: auth on the listen line.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_services import login_not_offered
from mailmend.causes._smtp import (
    SUBMISSION_PORTS,
    device_dialogues,
    other_host_works,
    submission_dialogues,
    unannounced_auth,
    works_as_set,
)
from mailmend.change import ServerAction
from mailmend.facts import Facts, Repair, SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "What EHLO names inside TLS on ports 587 and 465."
NOT_ENABLED = frozenset({500, 502, 503})
NETWORK = "Does EHLO on that port name AUTH when it is asked from another network?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), login_not_offered(case, facts, hidden=False))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the EHLO list inside TLS on the device's submission port, or else on all of them."""
    works = works_as_set(facts) or other_host_works(facts)
    if works is not None:
        return RuledOut((works,))
    ports = SUBMISSION_PORTS | ({case.outgoing.port} - {25, None})
    at_device = tuple(one for one in device_dialogues(case, facts) if one.port in ports)
    asked = _listed(at_device) or _listed(submission_dialogues(case, facts))
    if not asked:
        return Unknown((SmtpDialogue,), SETTLE)
    without = tuple(one for one in asked if not one.mechanisms(secure=True))
    if len(without) < len(asked):
        return RuledOut(tuple(one for one in asked if one not in without))
    place = without[0]
    change = ServerAction("offer-authentication", place.host, place.port)
    answers = [unannounced_auth(one) for one in without]
    if any(answer is not None and answer.code not in NOT_ENABLED for answer in answers):
        return RuledOut(without)
    if not all(one.tls is not None and one.tls.verified for one in without):
        return Possible(without, NETWORK, "engineer", (change,))
    moved = facts.first(Repair, lambda one: one.change("outgoing.port") is not None)
    if moved is not None and place.port == case.outgoing.port:
        return Proven((*without, moved), (change,))
    if any(answers):
        return Proven(without, (change,))
    return Likely(without, (change,), "", NETWORK, "engineer")


def _listed(dialogues: tuple[SmtpDialogue, ...]) -> tuple[SmtpDialogue, ...]:
    return tuple(one for one in dialogues if one.capabilities_secure is not None)
