"""The restore lost the link between the mail account and its outgoing server.

What the person sees: "You have not specified an SMTP server", "Check the settings for the outgoing
servers", or mail that goes through another account's server.

Proof: in the backup's Accounts3.sqlite the mail account's SMTPIdentifier names no SMTP account that
exists.

Ruled out by: no restore; an outgoing server that is there.

Fix: choose the primary outgoing server again, or remove the account and add it again.
"""

from mailmend.case import Case
from mailmend.causes._restore import in_backup, not_restored, remembered, restored
from mailmend.causes._told import alerts, error, reported
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

FIELD = "outgoing.host"
QUESTION = phrase("Does the account show any server under Outgoing Mail Server?")
WHEN = phrase("Did sending stop when the device was restored or replaced?")
NO_SERVER = frozenset({"D-NOSERVER", "D-NOHOST"})


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the link in the backup, the restore that was told, the server that is gone."""
    told, link = restored(facts), _broken_link(facts)
    fix = (DeviceAction("remove-and-add-account"),)
    if not told:
        return not_restored(facts) or _without_story(facts, link, fix)
    host = reported(facts, FIELD)
    if host is not None and host.value != "":
        return RuledOut((host,))
    if link is not None:
        return Proven((*told, link), fix)
    if host is not None:
        return Likely((*told, host), fix, would_settle=QUESTION)
    if alerts(facts) & NO_SERVER:
        return Likely((*told, *error(facts)), fix, would_settle=QUESTION)
    return Unknown((Reported,), QUESTION, "owner")


def _broken_link(facts: Facts) -> Reported | None:
    """The backup's link to an outgoing server that is not in it."""
    link = in_backup(facts, "backup.smtp-link")
    return link if link is not None and link.value == "dangling" else None


def _without_story(facts: Facts, link: Reported | None, fix: tuple[DeviceAction, ...]) -> Verdict:
    """A broken link of which nobody said whether it came with a restore."""
    host = reported(facts, FIELD)
    if link is None or (host is not None and host.value != ""):
        return Unknown((Reported,))
    if record := remembered(facts):
        return Likely((*record, link), fix, would_settle=WHEN)
    return Possible((link,), WHEN, "owner", fix)
