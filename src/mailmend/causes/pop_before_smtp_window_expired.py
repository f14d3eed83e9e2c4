"""The server lets people send only for some minutes after they have fetched their mail.

What the person sees: sending is refused, and works for a while after mail was fetched; the server
may say that mail must be checked before sending.

Proof: the server's own words name it and it offers no login for sending. A recipient refused, then
accepted right after a POP login from the same address, would prove it.

Ruled out by: a login for sending that is accepted; a refusal right after fetching mail.

Fix: sign in for sending where the server allows it; else fetch mail first. Outlook: "Log on to
incoming mail server before sending mail". The server's admin should offer SMTP AUTH instead.
"""

from mailmend.case import Case
from mailmend.causes._settings import read_at
from mailmend.causes._told import error, error_names, names
from mailmend.facts import Facts, Repair, SmtpDialogue, SmtpStep
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

ID = "pop-before-smtp-window-expired"
QUESTION = phrase("Does sending work within a few minutes after mail has been fetched?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the server's words at the refused recipient, and from whether AUTH is offered."""
    accepted = facts.first(SmtpDialogue, lambda one: any(s.accepted for s in one.every("auth")))
    if accepted is not None or facts.first(Repair) is not None:
        return RuledOut(tuple(fact for fact in (accepted, facts.first(Repair)) if fact))
    saying = facts.of(SmtpDialogue, lambda one: any(_says(step) for step in one.steps))
    if saying:
        offered = any(one.mechanisms(secure=True) or one.mechanisms(secure=False) for one in saying)
        if offered:
            return Possible(saying, QUESTION, "owner")
        return Likely(saying, would_settle=QUESTION)
    if error_names(facts, ID):
        return Possible(error(facts), QUESTION, "owner")
    return Unknown((SmtpDialogue,))


def _says(step: SmtpStep) -> bool:
    if step.reply is None or step.accepted or step.stage not in ("mail", "rcpt-remote", "rcpt-own"):
        return False
    return names(read_at(step.reply, step.stage), ID)
