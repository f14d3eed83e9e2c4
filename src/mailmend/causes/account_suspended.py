"""The mailbox, or its hosting account, is suspended or barred from signing in.

What the person sees: "Check the account settings for the outgoing server", often for receiving too.

Proof: the refused login says so: 525 5.7.13, a text about a disabled account, or CONTACTADMIN from
the mailbox server (RFC 5530).

Ruled out by: a login for sending that is accepted, as happens where the bar holds for reading only;
a refusal that names another reason.

Fix: have the suspension lifted (unpaid bill, abuse report, administrator's hold).
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._login import judge_named, smtp_accepted, smtp_refusals
from mailmend.causes._on_server_accounts import account_barred
from mailmend.causes._settings import once
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.verdict import Proven, Verdict, cause

QUESTION = "Is the mailbox or the hosting account suspended in the provider's panel?"


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), account_barred(case, facts, "disabled"))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words and codes of the refused logins (525: RFC 5248 registry, 5.7.13)."""
    fix = (AccountAction("unsuspend", case.address),)
    disabled = [each for each in smtp_refusals(facts) if each.reply and each.reply.code == 525]
    if disabled and smtp_accepted(facts) is None:
        return Proven(once(each.fact for each in disabled), fix)
    return judge_named(facts, "account-suspended", changes=fix, question=QUESTION, ask="admin")
