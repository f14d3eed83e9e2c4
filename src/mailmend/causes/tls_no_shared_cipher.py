"""The mail server and the device know no common way to encrypt, though their TLS versions agree.

What the person sees: Mail was unable to connect using SSL, on some devices only.

Proof: the handshake is refused for want of a common cipher, and succeeds with TLS 1.2 as soon as
older ciphers are offered.

Ruled out by: a handshake that succeeds with what the device offers.

Fix: Postfix: smtpd_tls_ciphers and smtpd_tls_mandatory_ciphers = medium, and an RSA certificate
beside an ECDSA one. Exim and Dovecot: drop the hand-made cipher list. Log: "no shared cipher".
"""

from mailmend.case import Case
from mailmend.causes._handshakes import failed, legacy, old_version, succeeded
from mailmend.causes._logged import firmer, judged, seen, server_name
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "The mail server's log of a failed connection: does it say no shared cipher?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts), elsewhere=True)


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server says that the device offered no cipher it has."""
    found = seen(facts, lambda one: "no shared cipher" in one.reason)
    change = ServerAction("widen-tls-for-old-device", server_name(case))
    return judged(found, (change,))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by a handshake that fails for its ciphers beside one with older ones that succeeds."""
    broken = failed(case, facts)
    if not broken:
        good = succeeded(case, facts)
        return RuledOut(good) if good else Unknown((SmtpDialogue,), SETTLE, "admin")
    refused = tuple(one for one in broken if one.tls and one.tls.failure == "no-shared-cipher")
    if not refused:
        return RuledOut(broken)
    place = refused[0]
    change = (ServerAction("widen-tls-for-old-device", place.host, place.port),)
    probes = legacy(facts, place)
    wider = tuple(one for one in probes if one.session.ok)
    if any(old_version(one.session.version) for one in wider):
        return RuledOut(wider)
    if wider:
        return Proven((*refused, *wider), change)
    return Possible((*refused, *probes), SETTLE, "admin", change)
