"""Signing in is switched off for sending, so the server treats the device as a stranger.

What the person sees: mail arrives; sending says that the server does not allow relaying, that
authentication is required, or only that the recipient was rejected.

Proof: the authentication setting is known to be none, the replay is refused without a login, and
the same message is accepted once a password login is set, or the server's log shows no AUTH.

Ruled out by: an authentication setting other than none.

Fix: set the outgoing server's authentication to password. Outlook: "My outgoing server (SMTP)
requires authentication". Thunderbird: authentication method "Normal password". In an Apple profile:
OutgoingMailServerAuthentication = EmailAuthPassword.
"""

from mailmend.case import Case
from mailmend.causes._logged import by_apple_mail, firmer, judged, never_signed_in, seen
from mailmend.causes._settings import Value, otherwise, settle, trial
from mailmend.causes._told import reported
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

FIELD = "outgoing.authentication"
QUESTION = phrase("Is Authentication of the outgoing (SMTP) server set to None, or to Password?")
SETTLES = phrase("The mailbox password, so that sending with a login can be tried.")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """A device that never sends AUTH: for Apple's Mail that is a blank user name instead."""
    found, told = seen(facts, never_signed_in), reported(facts, FIELD)
    changes = (SetField(FIELD, None if told is None else "none", "password"),)
    if told is not None:
        return judged(found, changes, told) if told.value == "none" else None
    name = reported(facts, "outgoing.username")
    if not found or by_apple_mail(case, found) or (name is not None and name.value == ""):
        return None
    return Possible(found, QUESTION, "owner", changes)


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from the replay."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old == "none":
        if tried.repaired:
            return settle(facts, tried)
        if tried.obstacle.stage in ("mail", "rcpt-remote"):
            turn_on = (SetField(FIELD, "none", "password"),)
            return settle(facts, tried, sure=False, would_settle=SETTLES, changes=turn_on)
    return otherwise(facts, "outgoing-auth-none", FIELD, blameless=_on, question=QUESTION)


def _on(value: Value) -> bool:
    return value != "none"
