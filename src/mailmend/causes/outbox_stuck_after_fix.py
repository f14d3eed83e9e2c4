"""The settings are right by now, but the old message still waits in the Outbox.

What the person sees: new messages go out, an old one stays in the Outbox, and the old alert comes
back.

Proof: a fresh message leaves and the old one does not.

Ruled out by: settings that fail when they are replayed.

Fix: open the waiting message and tap Send; else copy its text, delete it and send it anew.
"""

from mailmend.case import Case
from mailmend.causes._settings import first_replay, once
from mailmend.causes._told import error
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Replay
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Does a new, short message leave the device, while the old one stays in the Outbox?"
)


@cause(group="software", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible where an error is reported and the device's own settings work."""
    replay = first_replay(facts)
    if replay is None:
        return Unknown((Replay,))
    if replay.result == "failed":
        return RuledOut((replay,))
    if replay.result == "accepted" and error(facts):
        fix = (DeviceAction("resend-from-outbox"),)
        return Possible(once((*error(facts), replay)), QUESTION, "owner", fix)
    return Unknown((Replay,))
