"""The server hides its login from some networks, and the device is in one of them.

What the person sees: sending fails in the office and works outside, or the other way round.

Proof: EHLO names no AUTH inside TLS on a submission port, yet the command is answered as where
logins are on; or another network is offered AUTH on the same port. Possible where AUTH is merely
missing.

Ruled out by: AUTH offered inside TLS on the device's port, to the network the device is in.

Fix: Postfix: take the network out of smtpd_sasl_exceptions_networks and of
smtpd_discard_ehlo_keyword_address_maps. Exim: auth_advertise_hosts = ${if eq
{$tls_in_cipher}{}{}{*}}.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_services import login_not_offered
from mailmend.causes._smtp import submission_dialogues, unannounced_auth
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

NOT_ENABLED = frozenset({500, 502, 503})
SETTLE = "Does EHLO on that port name AUTH when it is asked from another network?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(
        _from_here(case, facts), login_not_offered(case, facts, hidden=True), elsewhere=True
    )


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by AUTH inside TLS on the submission ports; another network must settle it."""
    asked = [
        one for one in submission_dialogues(case, facts) if one.capabilities_secure is not None
    ]
    offering = tuple(one for one in asked if one.mechanisms(secure=True))
    if offering:
        return RuledOut(offering)
    if not asked:
        return Unknown((SmtpDialogue,), SETTLE)
    answers = [(one, unannounced_auth(one)) for one in asked]
    taken = tuple(one for one, said in answers if said and said.code not in NOT_ENABLED)
    refused = tuple(one for one, said in answers if said and said.code in NOT_ENABLED)
    change = ServerAction("offer-authentication", asked[0].host, asked[0].port)
    if taken:
        return Proven(taken, (change,))
    if refused:
        return RuledOut(refused)
    return Possible(tuple(asked), SETTLE, "engineer", (change,))
