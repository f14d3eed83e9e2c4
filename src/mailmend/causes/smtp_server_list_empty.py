"""No outgoing server is set up on the device, so it has nothing to send through.

What the person sees: "You have not specified an SMTP server", or "Check the settings for the
outgoing servers".

Proof: the host name of the outgoing server is known to be empty, or a backup of the device holds no
server that the account names.

Ruled out by: a host name that is filled in.

Fix: add the outgoing server with the settings that work, or remove the account and add it again
(mail kept only on the device is lost with it).
"""

from mailmend.case import Case
from mailmend.causes._restore import in_backup
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

FIELD = "outgoing.host"
QUESTION = phrase("Does the account show any server under Outgoing Mail Server?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the host as reported; the repair or the replay shows that it matters."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old == "" and tried.stopped("settings", "no-host"):
        return settle(facts, tried, shown=in_backup(facts, "backup.smtp-link"))
    return otherwise(
        facts,
        "smtp-server-list-empty",
        FIELD,
        blameless=lambda value: value != "",
        question=QUESTION,
    )
