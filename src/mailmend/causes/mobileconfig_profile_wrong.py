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
from mailmend.causes._restore import in_backup
from mailmend.causes._settings import evidence, once, trial
from mailmend.causes._told import error
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Repair, Reported
from mailmend.text import phrase
from mailmend.verdict import Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Was the account set up by a profile (Settings > General > VPN & Device Management), "
    "and can the .mobileconfig file be had?"
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from settings whose source is a profile, and from what the repair changes of them."""
    given, mark = facts.of(Reported, from_profile), _mark(facts)
    if not given and mark is not None:
        given = facts.of(Reported, _from_backup)
    repair = facts.first(Repair)
    if not given or repair is None:
        return Unknown((Reported, Repair), QUESTION if error(facts) else "", "owner")
    values = {(fact.field, fact.value) for fact in given}
    changes = repair.changes
    wrong = [change.field for change in changes if (change.field, change.from_) in values]
    trials = [tried for field in wrong if (tried := trial(facts, field)) is not None]
    if not trials:
        return RuledOut((*given, repair))
    shown = [fact for tried in trials for fact in evidence(facts, tried)]
    left_out = [fact for tried in trials for fact in _left_out(facts, tried.field)]
    detail = ", ".join(f"{tried.field} = {tried.new}" for tried in trials)
    return Proven(once((mark, *left_out, *shown)), (DeviceAction("replace-profile", detail),))


def from_profile(fact: Reported) -> bool:
    """Whether a setting of the outgoing server was read from a configuration profile."""
    source = fact.source.lower()
    return fact.field.startswith("outgoing.") and ("mobileconfig" in source or "profile" in source)


def _mark(facts: Facts) -> Reported | None:
    """The mark in a backup that the account came from a profile."""
    mark = in_backup(facts, "backup.from-profile")
    return mark if mark is not None and mark.value is True else None


def _from_backup(fact: Reported) -> bool:
    return fact.field.startswith("outgoing.") and fact.source.startswith("ios-backup")


def _left_out(facts: Facts, field: str) -> tuple[Reported, ...]:
    """The fact that the profile leaves this field to its default."""
    names = {"security": "ssl", "port": "port", "username": "username"}
    name = field.rpartition(".")[2]
    wanted = f"profile.outgoing-{names.get(name, name)}-missing"
    return facts.of(Reported, lambda fact: fact.field == wanted)
