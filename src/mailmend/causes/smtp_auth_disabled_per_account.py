"""Signing in to send is switched off for this mailbox or organisation; reading is allowed.

What the person sees: "Check the account settings for the outgoing server"; mail arrives.

Proof: the login is accepted and the server then refuses this very login (Postfix: "SASL login name
rejected"), or the refused login says so, as 535 5.7.139 "SmtpClientAuthentication is disabled for
the Tenant" or "... Mailbox" does. A bare 535 beside an accepted mailbox login leaves it possible.

Ruled out by: a login for sending that is accepted; the same pair refused for reading too; a refusal
that names another reason.

Fix: Exchange Online: Set-CASMailbox -Identity USER -SmtpClientAuthenticationDisabled $false
(security defaults must allow it too). Hosting panels: the mailbox's outgoing or SMTP switch.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, logged_refusal, shown
from mailmend.causes._logged import firmer, judged
from mailmend.causes._login import (
    credentials_refused,
    judge_named,
    mailbox_accepted,
    mailbox_refusals,
)
from mailmend.causes._on_server_accounts import account_barred
from mailmend.causes._refusal import says, why
from mailmend.causes._settings import once
from mailmend.causes._smtp import Refused
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.verdict import Possible, RuledOut, Verdict, cause

BY_NAME = r"sasl login name rejected"
QUESTION = "Is sending by SMTP switched on for this mailbox in the admin's panel?"


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, account_barred(case, facts, "service"))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The login was accepted, and then refused by its name."""
    other = logged_refusal(facts, "other")
    found = tuple(one for one in other if one.reply and says(one.reply.text, BY_NAME))
    return judged(found, (AccountAction("enable-smtp-authentication", case.address),))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words of the refused login, with the mailbox login as the control."""
    fix = (AccountAction("enable-smtp-authentication", case.address),)
    view = after_login(case, facts)
    shut = next((one for one in view.refused if _names_the_login(one)), None)
    if shut is not None:
        return shown(view, shut, fix)
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


def _names_the_login(hit: Refused) -> bool:
    """Whether the envelope is refused for the login as such, and not for a hold or a limit."""
    return why(hit.reading) == "other" and says(hit.reply.text, BY_NAME)
