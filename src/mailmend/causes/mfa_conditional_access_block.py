"""The provider's sign-in rules block this login: place, device or a second factor is not accepted.

What the person sees: "Check the account settings for the outgoing server"; it may work in the
office only.

Proof: the refused login names a policy (535 5.7.139 with security defaults or conditional access,
534 5.7.14 with signing in by web browser); or the same pair is accepted from another network.

Ruled out by: a refusal that names another reason. A login accepted from here does not rule it out
for the device, which is elsewhere.

Fix: approve the sign-in or change the policy; an app password or the provider's own sign-in may be
the way. Dovecot: allow_nets in the user's passdb entry.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, login_refused, seen
from mailmend.causes._login import (
    judge_named,
    smtp_accepted,
    smtp_refusals,
)
from mailmend.causes._on_server_accounts import account_barred
from mailmend.causes._settings import once
from mailmend.causes._told import error, error_names
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Likely, RuledOut, Verdict, cause

ID = "mfa-conditional-access-block"
QUESTION = phrase(
    "Does the provider's sign-in log show a blocked sign-in, or does another network work?"
)


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts), elsewhere=True)
    return firmer(seen_or_logged, account_barred(case, facts, "network"), elsewhere=True)


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """Dovecot's own reason: the network the login came from is not allowed for the account."""
    found = seen(facts, login_refused(r"^allow_nets check failed"))
    return judged(found, (AccountAction("approve-sign-in", case.address),))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words of the refused login."""
    fix = (AccountAction("approve-sign-in", case.address),)
    accepted = smtp_accepted(facts)
    if accepted is not None:
        if error_names(facts, ID):
            because = once((*error(facts), accepted))
            return Likely(because, fix, would_settle=QUESTION)
        return RuledOut((accepted,))
    web = [each for each in smtp_refusals(facts) if each.reply and each.reply.enhanced == "5.7.14"]
    if web:
        return Likely(once(each.fact for each in web), fix, would_settle=QUESTION)
    return judge_named(facts, ID, changes=fix, question=QUESTION)
