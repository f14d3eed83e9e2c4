"""No password is stored for sending, so the device cannot sign in when it sends.

What the person sees: "No password provided", a refused user name or password, or on some devices
the refusal of the recipient; mail arrives as before.

Proof: the user name is filled in, the password field is known to be empty, and the same message is
accepted after a login with the password.

Ruled out by: a password that is filled in; a blank user name, which stops the login by itself.

Fix: type the password into the outgoing server's own password field; the one for receiving is not
used for sending.
"""

from mailmend.case import Case
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.causes._told import alerts, error, reported
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Likely, RuledOut, Verdict, cause

FIELD = "outgoing.password_set"
QUESTION = phrase("Is the Password field of the outgoing (SMTP) server empty on the device?")
SETTLES = phrase("The mailbox password, so that sending with a login can be tried.")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from the replay, else from the alert of a missing password."""
    user = reported(facts, "outgoing.username")
    if user is not None and user.value == "":
        return RuledOut((user,))
    tried = trial(facts, FIELD)
    if tried is not None and tried.old is False:
        if tried.repaired:
            return settle(facts, tried)
        if tried.stopped("auth", "password-missing"):
            return settle(facts, tried, sure=False, would_settle=SETTLES)
    if reported(facts, FIELD) is None and "D-NOPW" in alerts(facts):
        return Likely(error(facts), would_settle=QUESTION)
    return otherwise(
        facts,
        "outgoing-password-blank",
        FIELD,
        blameless=lambda value: value is True,
        question=QUESTION,
    )
