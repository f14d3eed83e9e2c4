"""The account signs in with the provider's own sign-in, and that sign-in is no longer valid.

What the person sees: "Account Error" or a request to enter the password again; sending fails, and
old mail is still there.

Proof: signing in again on the device cures it; no password can show it from outside.

Ruled out by: an account that signs in with a password.

Fix: Settings > Mail > Accounts > the account > Re-enter Password, or delete it and add it again.
"""

from mailmend.case import Case
from mailmend.causes._settings import once
from mailmend.causes._told import error, meanings, onset, reported
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

FIELD = "outgoing.authentication"
QUESTION = phrase("Does sending work after signing in again in the account's settings?")


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the kind of account and a reported refusal of the login."""
    kind = reported(facts, FIELD) or reported(facts, "incoming.authentication")
    if kind is None:
        return Unknown((Reported,))
    if kind.value != "oauth2":
        return RuledOut((kind,))
    fix = (AccountAction("sign-in-again", case.address),)
    lost = onset(facts, "after-password-change", "after-restore")
    if "auth-failed" in meanings(facts):
        return Likely(once((kind, *error(facts), *lost)), fix, would_settle=QUESTION)
    if lost:
        return Possible(once((kind, *lost)), QUESTION, "owner", fix)
    return Unknown((Reported,), QUESTION, "owner")
