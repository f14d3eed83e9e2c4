"""The account is locked for a while after too many failed sign-ins.

What the person sees: a refused sign-in that comes and goes, although the password is right; often
another device keeps trying an old password.

Proof: the server's log, or its list of locked users, shows the account. From outside a refusal that
names too many failures, or LIMIT from the mailbox server (RFC 5530), makes it likely.

Ruled out by: a login that is accepted; a refusal that names another reason.

Fix: find the device with the old password and correct it first, then unlock the account or wait.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, login_refused, seen
from mailmend.causes._login import judge_named, mailbox_accepted, naming, smtp_accepted
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.verdict import Likely, RuledOut, Verdict, cause

ID = "account-locked-out"
QUESTION = "Does the provider's security log show the account as locked?"


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server's own reason for refusing the login."""
    locked = login_refused(r"\block(?:ed)?\b", r"too many (?:failed|failures|attempts)")
    return judged(seen(facts, locked), (AccountAction("unlock", case.address),))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words of the refused logins; an address that is banned may sound the same."""
    fix = (AccountAction("unlock", case.address),)
    because = naming(facts, ID)
    if because and smtp_accepted(facts) is None:
        return Likely(because, fix, would_settle=QUESTION, ask="admin")
    reading = mailbox_accepted(facts)
    if reading is not None:
        return RuledOut((reading,))
    return judge_named(facts, ID, changes=fix, question=QUESTION, ask="admin")
