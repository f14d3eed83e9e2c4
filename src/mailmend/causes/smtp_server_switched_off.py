"""The outgoing server is switched off on the device.

What the person sees: "Check the settings for the outgoing servers", a failed connection, or that
Mail silently used another server of its list.

Proof: the Server switch of the primary outgoing server is known to be off.

Ruled out by: a switch that is on.

Fix: turn the Server switch of the primary outgoing server on, and those of other servers off.
"""

from mailmend.case import Case
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

FIELD = "outgoing.enabled"
QUESTION = phrase("Is the Server switch of the primary outgoing (SMTP) server on?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the switch as reported; the repair or the replay shows that it matters."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old is False and tried.stopped("settings", "switched-off"):
        return settle(facts, tried, changes=(SetField(FIELD, False, True),))
    return otherwise(
        facts,
        "smtp-server-switched-off",
        FIELD,
        blameless=lambda value: value is True,
        question=QUESTION,
    )
