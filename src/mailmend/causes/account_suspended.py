"""The mailbox, or its hosting account, is suspended or barred from signing in.

What the person sees: "Check the account settings for the outgoing server", often for receiving too.

Proof: the refused login says so: 525 5.7.13, a text about a disabled account, or CONTACTADMIN from
the mailbox server (RFC 5530).

Ruled out by: a login for sending that is accepted, as happens where the bar holds for reading only;
a refusal that names another reason.

Fix: have the suspension lifted (unpaid bill, abuse report, administrator's hold).
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, seen
from mailmend.causes._login import judge_named, smtp_accepted, smtp_refusals
from mailmend.causes._on_server_accounts import account_barred
from mailmend.causes._refusal import says
from mailmend.causes._settings import once
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.verdict import Proven, Verdict, cause

QUESTION = "Is the mailbox or the hosting account suspended in the provider's panel?"


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, account_barred(case, facts, "disabled"))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """Dovecot found the password right and let nobody in: the account is marked so, or broken."""
    found = seen(
        facts,
        lambda one: one.login == "unavailable" and says(one.reason, r"[1-9]\d* successful auths?"),
    )
    fix = (AccountAction("unsuspend", case.address),)
    return judged(found, fix, sure=False, would_settle=QUESTION)


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words and codes of the refused logins (525: RFC 5248 registry, 5.7.13)."""
    fix = (AccountAction("unsuspend", case.address),)
    disabled = [
        each
        for each in smtp_refusals(facts)
        if each.reply and each.reply.code == 525 and not each.locked_out
    ]
    if disabled and smtp_accepted(facts) is None:
        return Proven(once(each.fact for each in disabled), fix)
    return judge_named(facts, "account-suspended", changes=fix, question=QUESTION, ask="admin")
