"""The message is sent, but its copy cannot be saved in the Sent mailbox.

What the person sees: an error about the Sent mailbox; the recipients have the message, perhaps
twice.

Proof: none without sending. Likely where the reported error names the Sent mailbox and the server
takes the message from here.

Ruled out by: recipients who did not get the message.

Fix: account, Advanced, Mailbox Behaviours: choose the Sent mailbox on the server again; make room
in the mailbox where it is full.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login
from mailmend.causes._refusal import says
from mailmend.causes._told import error
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Unknown, Verdict, cause

SETTLE = phrase("Did the recipient get the message although the error came?")
SENT_MAILBOX = (
    r"(?:mailbox|folder)\W{1,3}(?:named )?[\"'“‘«„]?sent\b|"
    r"\bsent[\"'”’»“]? (?:mailbox|folder|messages|items)\b"
)


@cause(group="server", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by an error that names the Sent mailbox beside an envelope accepted from here."""
    told = tuple(fact for fact in error(facts) if says(str(fact.value), SENT_MAILBOX))
    if not told:
        return Unknown((Reported,), SETTLE, "owner")
    change = (DeviceAction("pick-sent-folder"),)
    view = after_login(case, facts)
    if view.accepted:
        return Likely((*told, *view.accepted), change, "", SETTLE)
    return Possible(told, SETTLE, "owner", change)
