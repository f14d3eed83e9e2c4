"""The password is wrong for the whole account, for receiving as well as for sending.

What the person sees: a wrong user name or password for sending, and "Cannot Get Mail"; mail fetched
earlier is still to be seen.

Proof: the same pair is refused by the outgoing and by the incoming server, and by webmail too. The
first two alone make it likely, and only possible where it happened all of a sudden: a server that
refuses everybody, or an account that is locked or gone, looks the same from outside.

Ruled out by: either login accepted; a refusal that names another reason.

Fix: set a new password at the provider and type it for receiving and for sending.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._login import (
    credentials_refused,
    mailbox_accepted,
    mailbox_refusals,
    named_otherwise,
    own_address_unknown,
    smtp_accepted,
)
from mailmend.causes._on_server_accounts import password_refused
from mailmend.causes._settings import once
from mailmend.causes._told import onset
from mailmend.change import AccountAction
from mailmend.facts import Facts, MailboxDialogue, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

ID = "password-wrong-both"
QUESTION = phrase("Does signing in to webmail work with the same password?")


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), password_refused(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from both logins with the same pair."""
    login = smtp_accepted(facts) or mailbox_accepted(facts)
    if login is not None:
        return RuledOut((login,))
    if other := named_otherwise(facts, ID):
        return RuledOut(other)
    sending, reading = credentials_refused(facts), mailbox_refusals(facts)
    fix = (AccountAction("reset-password", case.address),)
    because = once(each.fact for each in (*sending, *reading))
    if not because:
        return Unknown((SmtpDialogue, MailboxDialogue))
    doubtful = _unavailable(facts) or own_address_unknown(facts) or onset(facts, "sudden")
    if sending and reading and not doubtful:
        return Likely(because, fix, would_settle=QUESTION)
    return Possible(because, QUESTION, "owner", fix)


def _unavailable(facts: Facts) -> bool:
    """A mailbox server that cannot decide at present makes every refusal doubtful."""
    return facts.first(MailboxDialogue, lambda one: one.login == "unavailable") is not None
