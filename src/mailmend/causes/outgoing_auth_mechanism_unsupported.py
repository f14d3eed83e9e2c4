"""The device is set to a way of signing in that the outgoing server does not know.

What the person sees: the connection to the outgoing server failed, or the user name or password is
said to be wrong although it is right.

Proof: the mechanism behind the device's authentication setting is missing from the server's AUTH
list (RFC 4954 section 3), read after TLS on the device's own port, and the message is accepted with
a plain password login there. Or the device is set to password, and the list has neither PLAIN nor
LOGIN, nor is it one of tokens alone.

Ruled out by: a list that contains the mechanism; a list that is empty on that port, which is
another fault.

Fix: set the outgoing server's authentication to password, with TLS on. Where the server offers no
plain password inside TLS, its admin adds it: auth_mechanisms (Dovecot), smtpd_sasl_security_options
and smtpd_sasl_mechanism_filter (Postfix).
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, login_refused, seen
from mailmend.causes._settings import Trial, Value, evidence, otherwise, settle, trial
from mailmend.causes._smtp import at_host
from mailmend.change import ServerAction, SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Likely, Proven, Verdict, cause
from mailmend.wire.sasl import KNOWN

NO_MECHANISM = r"(?:invalid|unsupported) authentication mechanism|mechanism not supported"
FIELD = "outgoing.authentication"
TOKENS = frozenset({"XOAUTH2", "OAUTHBEARER"})
QUESTION = phrase("Which Authentication is chosen for the outgoing (SMTP) server on the device?")
SETTLES = phrase("The mailbox password, so that a plain password login can be tried.")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server has no such mechanism as the device tried; Apple's Mail does not even try."""
    found = tuple(one for one in seen(facts, login_refused(NO_MECHANISM)) if one.mechanism)
    told = case.outgoing.authentication
    if told is not None and _plain(told):
        return None
    return judged(found, (SetField(FIELD, told, "password"),))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from the replay; Outlook with NTLM is a cause of its own."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.stopped("auth", "mechanism-not-offered"):
        if tried.old == "password" and (lacking := _without_password(facts, tried)):
            return lacking
        outlook = tried.old == "ntlm" and "outlook" in (case.device.app or "").lower()
        if not outlook and not _plain(tried.old):
            fix = () if tried.repaired else (SetField(FIELD, tried.old, "password"),)
            return settle(facts, tried, sure=tried.repaired, would_settle=SETTLES, changes=fix)
    return otherwise(
        facts,
        "outgoing-auth-mechanism-unsupported",
        FIELD,
        blameless=_plain,
        question=QUESTION,
    )


def _without_password(facts: Facts, tried: Trial) -> Verdict | None:
    """The server offers logins, but none with a plain password: to be changed there or here."""
    place = tried.dialogue
    offered = place.mechanisms(secure=True) if place is not None else None
    if place is None or not offered or set(offered) <= TOKENS:
        return None
    if tried.repaired:
        return settle(facts, tried)
    said = phrase(
        "{host} offers {mechanisms} on port {port}, but no login with a plain password.",
        host=place.host,
        mechanisms=", ".join(offered),
        port=place.port,
    )
    change = ServerAction("offer-authentication", place.host, place.port)
    held = at_host(facts, place.host)
    made = {step.mechanism for one in held for step in one.login_steps}
    if set(offered) & set(KNOWN) - made:
        return Likely(evidence(facts, tried), (change,), said, SETTLES)
    return Proven(evidence(facts, tried), (change,), said)


def _plain(value: Value) -> bool:
    return value in ("password", "none")
