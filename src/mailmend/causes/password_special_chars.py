"""The password has characters that the device and the server write down differently.

What the person sees: a wrong password, although the same one works in webmail.

Proof: a new password of plain ASCII letters and digits works everywhere.

Ruled out by: a password that already is plain ASCII; both logins accepted here leave only the way
the device types it.

Fix: type the password in a text field first and paste it, with smart punctuation off and no blank
at its end; better, choose one of plain letters and digits.
"""

from mailmend.case import Case
from mailmend.causes._login import (
    mailbox_accepted,
    mailbox_refusals,
    smtp_accepted,
    unnamed,
    works_on_device,
)
from mailmend.causes._settings import once
from mailmend.causes._told import error, login_refused_to_person
from mailmend.change import AccountAction
from mailmend.facts import Facts, MailboxDialogue, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Has the password letters outside a-z, smart quotes or a blank at the end, and does it work "
    "in webmail?"
)


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible wherever a login is refused for no stated reason; the owner knows the letters."""
    fix = (AccountAction("reset-password", case.address),)
    works = works_on_device(facts)
    if works is not None and login_refused_to_person(facts):
        return Possible(once((*error(facts), works)), QUESTION, "owner", fix)
    accepted = smtp_accepted(facts)
    if accepted is not None:
        return RuledOut((accepted,))
    refused = (*unnamed(facts), *(each.fact for each in mailbox_refusals(facts)))
    if refused and mailbox_accepted(facts) is None:
        return Possible(once(refused), QUESTION, "owner", fix)
    return Unknown((SmtpDialogue, MailboxDialogue))
