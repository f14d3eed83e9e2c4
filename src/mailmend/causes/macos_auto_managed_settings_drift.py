"""The Mac changed the outgoing server's settings by itself and no longer has those that work.

What the person sees: macOS Mail cannot send, and its settings are not those that were typed.

Proof: "Automatically manage connection settings" is ticked and the values in use differ from those
that work; only the Mac's owner can see the tick.

Ruled out by: another system than macOS; settings that work; the option switched off.

Fix: clear the tick and type port 587 with TLS and password authentication.
"""

from mailmend.case import Case
from mailmend.causes._settings import change_of, once
from mailmend.causes._told import reported, system
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Repair, Reported
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    'Is "Automatically manage connection settings" ticked under Mail > Settings > Accounts > '
    "Server Settings?"
)
DRIFTING = (
    "outgoing.port",
    "outgoing.security",
    "outgoing.authentication",
    "outgoing.username",
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible on a Mac where the repair changes what macOS is known to change by itself."""
    device = reported(facts, "device.os")
    if device is None:
        return Unknown((Reported,))
    if system(case) != "macos":
        return RuledOut((device,))
    repair = facts.first(Repair)
    if repair is None:
        return Unknown((Repair,), QUESTION, "owner")
    pairs = (change_of(repair, field) for field in DRIFTING)
    if any(pair is not None and pair[0].from_ not in (None, "") for pair in pairs):
        fix = (DeviceAction("turn-off-automatic-settings"),)
        return Possible(once((device, repair)), QUESTION, "owner", fix)
    return RuledOut((device, repair))
