"""The restore lost the link between the mail account and its outgoing server.

What the person sees: "You have not specified an SMTP server", "Check the settings for the outgoing
servers", or mail that goes through another account's server.

Proof: in the backup's Accounts3.sqlite the mail account's SMTPIdentifier names no SMTP account that
exists.

Ruled out by: no restore; an outgoing server that is there.

Fix: choose the primary outgoing server again, or remove the account and add it again.
"""

from mailmend.case import Case
from mailmend.causes._restore import not_restored, restored
from mailmend.causes._told import alerts, error, reported
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.verdict import Likely, RuledOut, Unknown, Verdict, cause

FIELD = "outgoing.host"
QUESTION = "Does the account show any server under Outgoing Mail Server?"
NO_SERVER = frozenset({"D-NOSERVER", "D-NOHOST"})


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the restore that was told and from an outgoing server that is gone."""
    told = restored(facts)
    if not told:
        return not_restored(facts) or Unknown((Reported,))
    host = reported(facts, FIELD)
    if host is not None and host.value != "":
        return RuledOut((host,))
    fix = (DeviceAction("remove-and-add-account"),)
    if host is not None:
        return Likely((*told, host), fix, would_settle=QUESTION)
    if alerts(facts) & NO_SERVER:
        return Likely((*told, *error(facts)), fix, would_settle=QUESTION)
    return Unknown((Reported,), QUESTION, "owner")
