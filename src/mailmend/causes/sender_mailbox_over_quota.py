"""The sender's own mailbox is full, and the provider lets nothing out until there is room.

What the person sees: a message about a full mailbox, or that the content could not be sent.

Proof: after an accepted login the sender is refused for a full mailbox (5.2.2 at MAIL FROM), or the
message is refused so and the mailbox's quota is used up.

Ruled out by: free quota; the message accepted after a login and no such text reported.

Fix: empty the trash and delete or move large messages, or have the quota raised.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal, told_why
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_accounts import account_full
from mailmend.causes._refusal import says
from mailmend.causes._smtp import Refused
from mailmend.causes._told import error
from mailmend.change import AccountAction
from mailmend.facts import Facts, MailboxDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Verdict, cause

SETTLE = phrase("How full is the mailbox? Webmail or the provider's panel shows it.")


@cause(group="server", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), account_full(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login together with the quota that IMAP shows."""
    change = (AccountAction("free-mailbox-space", case.address),)
    seen = facts.first(MailboxDialogue, lambda one: one.quota_percent is not None)
    full = seen is not None and (seen.quota_percent or 0) >= 100
    quota = (seen,) if seen is not None else ()
    hit = after_login(case, facts).because_of("quota")
    if hit is not None and (full or _about_the_sender(hit)):
        return Proven((hit.dialogue, *quota), change)
    if hit is not None:
        return Possible((hit.dialogue, *quota), SETTLE, "owner", change)
    told = told_why(facts, "quota") is not None
    if full:
        return (
            Likely((*error(facts), *quota), change, "", SETTLE)
            if told
            else Possible(quota, SETTLE, "owner", change)
        )
    if quota:
        return RuledOut(quota)
    if told:
        return Possible(error(facts), SETTLE, "owner", change)
    return judge_refusal(case, facts, ("quota",), lambda *_: change, settle=SETTLE)


def _about_the_sender(hit: Refused) -> bool:
    """Whether the full mailbox is the sender's; Postfix speaks of the sender at RCPT only."""
    return hit.step.stage == "mail" or says(hit.reply.text, r"sender address rejected")
