"""The message is taken, and later thrown away or sent back.

What the person sees: no alert when sending; the recipient gets nothing, or a bounce comes back.

Proof: a marked message that is accepted and never arrives, and the server's log for its queue
number. Likely where a bounce is reported and the server takes the message from here.

Ruled out by: an alert at the moment of sending.

Fix: follow the queue number: postqueue -p, exigrep NUMBER mainlog; read the code in the bounce.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login
from mailmend.causes._logged import firmer, judged, seen
from mailmend.causes._refusal import says
from mailmend.causes._told import alerts, error
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

SETTLE = phrase(
    "A test message that is really sent, and whether it arrives (or the text of the bounce)."
)
BOUNCE = (
    r"undeliver(?:ed|able)|delivery (?:status|failure|has failed|failed)|"
    r"returned (?:mail|to sender)|mailer-daemon|could not be delivered|"
    r"message discarded|failure notice|bounce"
)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """What the log says of the queue number after the message was taken."""
    bounced = seen(facts, lambda one: one.outcome == "bounced")
    if bounced:
        return judged(bounced, ())
    waiting = seen(facts, lambda one: one.outcome == "deferred")
    return Possible(waiting, SETTLE, "admin") if waiting else None


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by a reported bounce beside an envelope that is accepted from here."""
    told = error(facts)
    if alerts(facts):
        return RuledOut(told)
    if not any(says(str(fact.value), BOUNCE) for fact in told):
        return Unknown((SmtpDialogue,), SETTLE, "owner")
    view = after_login(case, facts)
    if view.accepted:
        return Likely((*told, *view.accepted), (), "", SETTLE)
    return Possible(told, SETTLE, "owner")
