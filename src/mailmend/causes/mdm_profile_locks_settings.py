"""The account is managed by an organisation, which keeps its settings from being changed.

What the person sees: the account's fields are grey, or sending fails only from other programs'
share sheets, or only while the organisation's VPN is off.

Proof: a backup marks the account as managed, and a setting that the profile gave it has to change;
otherwise Settings > General > VPN & Device Management shows a profile that holds the mail account,
which no measurement from outside can reach.

Ruled out by: no such profile on the device; a backup in which the account bears no mark of one.

Fix: the organisation's administrator changes the profile (PreventMove, PreventAppSheet, VPNUUID);
remove it only with the owner's consent, for the account goes with it.
"""

from mailmend.case import Case
from mailmend.causes._restore import in_backup
from mailmend.causes._settings import evidence, first_replay, once, trial
from mailmend.causes._told import error
from mailmend.change import DeviceAction
from mailmend.facts import Fact, Facts, Repair, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Are the account's fields grey, and does VPN & Device Management list a profile with mail?"
)
RESTRICTIONS = frozenset({"profile.prevent-app-sheet", "profile.prevent-move", "profile.vpn"})


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible where the settings came from a profile; otherwise only the person can tell."""
    replay = first_replay(facts)
    unexplained = replay is not None and replay.result == "accepted" and bool(error(facts))
    limits = facts.of(Reported, lambda fact: fact.field in RESTRICTIONS)
    if limits and unexplained:
        return Likely(once((*limits, *error(facts), replay)), would_settle=QUESTION)
    given = facts.of(Reported, lambda fact: "mobileconfig" in fact.source.lower())
    if given:
        return Possible(limits or given[:1], QUESTION, "owner")
    managed, marked = (in_backup(facts, f"backup.{name}") for name in ("managed", "from-profile"))
    if managed is not None and managed.value is True:
        return _of_managed(facts, managed)
    if marked is not None:
        return Possible((marked,), QUESTION, "owner") if marked.value else RuledOut((marked,))
    return Unknown((Reported,), QUESTION if unexplained else "", "owner")


def _of_managed(facts: Facts, managed: Reported) -> Verdict:
    """A managed account: proven where one of the fields it keeps locked has to change."""
    repair = facts.first(Repair)
    fields = [change.field for change in repair.changes] if repair is not None else []
    found = ((in_backup(facts, field), trial(facts, field)) for field in fields)
    trials = [tried for held, tried in found if held and tried and held.value == tried.old]
    if not trials:
        return Possible((managed,), QUESTION, "owner")
    shown: list[Fact] = [fact for tried in trials for fact in evidence(facts, tried)]
    detail = ", ".join(f"{tried.field} = {tried.new}" for tried in trials)
    return Proven(once((managed, *shown)), (DeviceAction("replace-profile", detail),))
