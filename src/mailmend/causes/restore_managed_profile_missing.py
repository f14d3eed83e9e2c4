"""The account came from a profile that is not on the restored device, or came without a password.

What the person sees: the account is missing, or it asks for a password; the outgoing password is
never asked for where the profile does not share the incoming one.

Proof: the old device had the profile, the new one has not, or lacks its password.

Ruled out by: no restore; an account that was set up by hand.

Fix: install the profile again or enrol the device; in the profile,
OutgoingPasswordSameAsIncomingPassword = true (for profiles a person installs).
"""

from mailmend.case import Case
from mailmend.causes._restore import in_backup, lost_credentials, not_restored, restored
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Possible, Unknown, Verdict, cause

QUESTION = phrase(
    "Did the old device have a profile with this mail account (VPN & Device Management)?"
)


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible after a restore where the settings are known to come from a profile."""
    told = restored(facts)
    if not told:
        return not_restored(facts) or Unknown((Reported,))
    profile = facts.of(Reported, lambda fact: "mobileconfig" in fact.source.lower())
    mark = in_backup(facts, "backup.from-profile")
    if mark is not None and mark.value is True:
        profile = (mark,)
    lost = lost_credentials(facts)
    if profile and lost:
        fix = (DeviceAction("reinstall-profile"),)
        return Possible((*told, *lost, profile[0]), QUESTION, "owner", fix)
    return Unknown((Reported,), QUESTION if lost else "", "owner")
