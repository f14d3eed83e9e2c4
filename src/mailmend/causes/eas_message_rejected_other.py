"""The Exchange server refuses the message itself: a rule, a limit, or a device it does not allow.

What the person sees: "The message was rejected by the server", with an account of the Exchange
kind.

Proof: the server's ActiveSync log, or Outlook on the web showing the limit; no SMTP is involved.

Ruled out by: an account with IMAP or POP, which never shows this alert for SMTP.

Fix: free the quota, allow the device, or follow what Outlook on the web says; update iOS.
"""

from mailmend.case import Case
from mailmend.causes._told import alerts, error, reported
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Is it an Exchange account, and what does sending from Outlook on the web say?")


@cause(group="software", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the alert and the kind of account."""
    kind = reported(facts, "incoming.protocol")
    if kind is not None:
        return RuledOut((kind,))
    if alerts(facts) & {"D-REJECTED", "D-TOOBIG2"}:
        return Possible(error(facts), QUESTION, "owner")
    return Unknown((Reported,))
