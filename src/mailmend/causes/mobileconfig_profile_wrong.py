"""The configuration profile that set the account up carries wrong settings for sending.

What the person sees: the same failure on every device that has the profile.

Proof: the device's settings were read from the profile, and the message is accepted only after some
of them are changed. Keys that are left out count too: OutgoingMailServerUseSSL and
OutgoingPasswordSameAsIncomingPassword are false unless given.

Ruled out by: settings of the profile that work as they are.

Fix: correct the profile (OutgoingMailServerHostName, OutgoingMailServerPortNumber 587 or 465,
OutgoingMailServerUseSSL true, OutgoingMailServerAuthentication EmailAuthPassword,
OutgoingMailServerUsername) and install it again; its fields cannot be edited on the device.
"""

from mailmend.case import Case
from mailmend.causes._settings import evidence, once, trial
from mailmend.causes._told import error
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Repair, Reported
from mailmend.verdict import Proven, RuledOut, Unknown, Verdict, cause

QUESTION = (
    "Was the account set up by a profile (Settings > General > VPN & Device Management), "
    "and can the .mobileconfig file be had?"
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from settings whose source is a profile, and from what the repair changes of them."""
    given = facts.of(Reported, from_profile)
    repair = facts.first(Repair)
    if not given or repair is None:
        return Unknown((Reported, Repair), QUESTION if error(facts) else "", "owner")
    fields = {fact.field for fact in given}
    wrong = [change.field for change in repair.changes if change.field in fields]
    trials = [tried for field in wrong if (tried := trial(facts, field)) is not None]
    if not trials:
        return RuledOut((*given, repair))
    shown = (fact for tried in trials for fact in evidence(facts, tried))
    detail = ", ".join(f"{tried.field} = {tried.new}" for tried in trials)
    return Proven(once(shown), (DeviceAction("replace-profile", detail),))


def from_profile(fact: Reported) -> bool:
    """Whether a setting of the outgoing server was read from a configuration profile."""
    source = fact.source.lower()
    return fact.field.startswith("outgoing.") and ("mobileconfig" in source or "profile" in source)
