"""The account is managed by an organisation, which keeps its settings from being changed.

What the person sees: the account's fields are grey, or sending fails only from other programs'
share sheets, or only while the organisation's VPN is off.

Proof: Settings > General > VPN & Device Management shows a profile that holds the mail account; no
measurement from outside can reach that.

Ruled out by: no such profile on the device.

Fix: the organisation's administrator changes the profile (PreventMove, PreventAppSheet, VPNUUID);
remove it only with the owner's consent, for the account goes with it.
"""

from mailmend.case import Case
from mailmend.causes._settings import first_replay
from mailmend.causes._told import error
from mailmend.facts import Facts, Reported
from mailmend.verdict import Possible, Unknown, Verdict, cause

QUESTION = (
    "Are the account's fields grey, and does VPN & Device Management list a profile with mail?"
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible where the settings came from a profile; otherwise only the person can tell."""
    given = facts.of(Reported, lambda fact: "mobileconfig" in fact.source.lower())
    if given:
        return Possible(given[:1], QUESTION, "owner")
    replay = first_replay(facts)
    unexplained = replay is not None and replay.result == "accepted" and bool(error(facts))
    return Unknown((Reported,), QUESTION if unexplained else "", "owner")
