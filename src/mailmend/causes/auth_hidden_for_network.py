"""The server hides its login from some networks, and the device is in one of them.

What the person sees: sending fails in the office and works outside, or the other way round.

Proof: none from one network: AUTH must be missing here and offered to another network on the same
port. Possible where AUTH is missing inside TLS on a submission port.

Ruled out by: AUTH offered inside TLS on the device's port, to the network the device is in.

Fix: Postfix: take the network out of smtpd_sasl_exceptions_networks and of
smtpd_discard_ehlo_keyword_address_maps. Exim: auth_advertise_hosts = ${if eq
{$tls_in_cipher}{}{}{*}}.
"""

from mailmend.case import Case
from mailmend.causes._smtp import submission_dialogues
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

SETTLE = "Does EHLO on that port name AUTH when it is asked from another network?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by AUTH inside TLS on the submission ports; another network must settle it."""
    asked = [
        one for one in submission_dialogues(case, facts) if one.capabilities_secure is not None
    ]
    offering = tuple(one for one in asked if one.mechanisms(secure=True))
    if offering:
        return RuledOut(offering)
    if not asked:
        return Unknown((SmtpDialogue,), SETTLE)
    change = ServerAction("offer-authentication", asked[0].host, asked[0].port)
    return Possible(tuple(asked), SETTLE, "engineer", (change,))
