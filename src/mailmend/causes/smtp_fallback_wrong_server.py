"""The device sent through another outgoing server than the mailbox's own, and that one refuses.

What the person sees: relaying is not allowed or the sender is rejected, by a server whose name the
person does not expect; often only now and then.

Proof: the primary outgoing server could not be used, Apple's Mail turned to the next one of its
list, and the replay there is refused as reported. A refused recipient never makes it turn.

Ruled out by: a primary server that answered up to the recipient; no other server in the list.

Fix: turn every entry under Other SMTP Servers off, and cure why the primary server failed: this
cause is never the first one.
"""

import re

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.causes._settings import first_replay, once
from mailmend.causes._told import error
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Replay
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Are other servers listed and switched on under Outgoing Mail Server > Other SMTP Servers?"
)
FIX = (DeviceAction("turn-off-other-servers"),)
ANSWERED = ("mail", "rcpt-remote", "auth")
_QUOTED = re.compile(r"[“\"„«']([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})[”\"“»']", re.IGNORECASE)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the replay of the further servers, else from the host the alert names."""
    first = first_replay(facts)
    turned = facts.first(Replay, lambda one: one.fallback > 0 and _refused(one))
    if turned is not None:
        because = once((first, turned, *turned.because))
        sure = turned.reproduced is not False
        return Proven(because, FIX) if sure else Likely(because, FIX, would_settle=QUESTION)
    named = _other_host_named(case, facts)
    if named and first is not None:
        listed = {same(one.host) for one in case.other_outgoing if one.host}
        because = once((*error(facts), first))
        if named in listed:
            return Likely(because, FIX, would_settle=QUESTION)
        return Possible(because, QUESTION, "owner")
    if first is not None and (first.result == "accepted" or _at_recipient(first)):
        return RuledOut((first,))
    return Unknown((Replay,))


def _refused(one: Replay) -> bool:
    return one.obstacle is not None and one.obstacle.stage in ANSWERED


def _at_recipient(one: Replay) -> bool:
    return one.obstacle is not None and one.obstacle.stage == "rcpt-remote"


def _other_host_named(case: Case, facts: Facts) -> str:
    """The host quoted in the alert, where it is neither the primary nor the incoming one."""
    own = {same(host) for host in (case.outgoing.host, case.incoming.host) if host}
    if not case.outgoing.host:
        return ""
    quoted = (same(host) for fact in error(facts) for host in _QUOTED.findall(str(fact.value)))
    return next((host for host in quoted if host not in own), "")
