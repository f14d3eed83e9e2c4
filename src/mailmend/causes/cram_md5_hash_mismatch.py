"""The server offers a login method that can never work with the way it stores passwords.

What the person sees: the user name or password is incorrect with Authentication set to MD5
Challenge-Response (Thunderbird: encrypted password), although both are right.

Proof: AUTH CRAM-MD5 (or DIGEST-MD5, NTLM) is refused and AUTH PLAIN or LOGIN accepted, with the
same user name and password.

Ruled out by: PLAIN refused as well; the challenge method accepted; a device that uses a plain
password.

Fix: on the device Authentication = Password with SSL. On the server offer only what works. Dovecot:
auth_mechanisms = plain login. Exim: no cram_md5 authenticator.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, login_refused, seen, server_name
from mailmend.causes._settings import once
from mailmend.causes._smtp import account_dialogues
from mailmend.causes._told import reported
from mailmend.change import Change, ServerAction, SetField
from mailmend.facts import Facts, SmtpDialogue, SmtpStep
from mailmend.verdict import Proven, RuledOut, Unknown, Verdict, cause

CHALLENGES = frozenset({"CRAM-MD5", "DIGEST-MD5", "NTLM"})
SETTLE = "The mailbox password, to log in by a challenge and by a plain password inside TLS."


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """Dovecot's own reason, which is about how it stores the password, whoever tried."""
    told = reported(facts, "outgoing.authentication")
    if told is not None and told.value in {"password", "none", "oauth2"}:
        return None
    found = seen(facts, login_refused(r"^requested \S{1,40} scheme, but we have only"))
    change = ServerAction("offer-only-mechanisms-that-work", server_name(case))
    if found and told is not None:
        return Proven((*found, told), (SetField(told.field, told.value, "password"), change))
    return judged(found, (change,))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the pair of logins that differ in nothing but the mechanism."""
    told = reported(facts, "outgoing.authentication")
    if told is not None and case.outgoing.authentication in {"password", "none", "oauth2"}:
        return RuledOut((told,))
    held = account_dialogues(case, facts)
    steps = [(one, step) for one in held for step in one.login_steps]
    failed = [(one, step) for one, step in steps if _challenge(step) and not step.accepted]
    passed = [(one, step) for one, step in steps if not _challenge(step) and step.accepted]
    if any(_challenge(step) and step.accepted for _, step in steps):
        return RuledOut(held)
    for one, refused in failed:
        for other, accepted in passed:
            if refused.detail == accepted.detail and refused.reply and refused.reply.code == 535:
                return Proven(once((one, other)), _changes(case, one))
    return RuledOut(held) if passed and not failed else Unknown((SmtpDialogue,), SETTLE)


def _challenge(step: SmtpStep) -> bool:
    return step.mechanism.upper() in CHALLENGES


def _changes(case: Case, place: SmtpDialogue) -> tuple[Change, ...]:
    server = ServerAction("offer-only-mechanisms-that-work", place.host, place.port)
    if case.outgoing.authentication is None:
        return (server,)
    return SetField("outgoing.authentication", case.outgoing.authentication, "password"), server
