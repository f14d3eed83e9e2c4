"""Signing in to send is switched off for this mailbox or organisation; reading is allowed.

What the person sees: "Check the account settings for the outgoing server"; mail arrives.

Proof: the refused login says so, as 535 5.7.139 "SmtpClientAuthentication is disabled for the
Tenant" or "... Mailbox" does. A bare 535 beside an accepted mailbox login leaves it possible.

Ruled out by: a login for sending that is accepted; the same pair refused for reading too; a refusal
that names another reason.

Fix: Exchange Online: Set-CASMailbox -Identity USER -SmtpClientAuthenticationDisabled $false
(security defaults must allow it too). Hosting panels: the mailbox's outgoing or SMTP switch.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._login import (
    credentials_refused,
    judge_named,
    mailbox_accepted,
    mailbox_refusals,
)
from mailmend.causes._on_server_accounts import account_barred
from mailmend.causes._settings import once
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.verdict import Possible, RuledOut, Verdict, cause

QUESTION = "Is sending by SMTP switched on for this mailbox in the admin's panel?"


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), account_barred(case, facts, "service"))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words of the refused login, with the mailbox login as the control."""
    fix = (AccountAction("enable-smtp-authentication", case.address),)
    verdict = judge_named(
        facts, "smtp-auth-disabled-per-account", changes=fix, question=QUESTION, ask="admin"
    )
    if not isinstance(verdict, Possible):
        return verdict
    accepted = mailbox_accepted(facts)
    if accepted is not None:
        refused = (each.fact for each in credentials_refused(facts))
        return Possible(once((*refused, accepted)), QUESTION, "admin", fix)
    both = mailbox_refusals(facts)
    return RuledOut(once(each.fact for each in both)) if both else verdict
