"""Signing or encrypting is switched on, and the certificate for it is missing or no longer valid.

What the person sees: Mail warns before it sends, and the message never leaves the device.

Proof: sending works once S/MIME is switched off; no server ever sees such a message.

Ruled out by: a refusal that the outgoing server itself gives.

Fix: Settings > account > Advanced > S/MIME off, or install the certificate again.
"""

from mailmend.case import Case
from mailmend.causes._settings import first_replay
from mailmend.causes._told import error
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Is Sign or Encrypt by Default switched on under the account's Advanced > S/MIME?"
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Only the person can tell; a failure reproduced at the server rules it out."""
    replay = first_replay(facts)
    if replay is not None and replay.result == "failed" and replay.reproduced:
        return RuledOut((replay,))
    if replay is not None and replay.result == "accepted" and error(facts):
        return Unknown((Reported,), QUESTION, "owner")
    return Unknown((Reported,))
