"""The device was let through by its internet address alone, and that address has changed.

What the person sees: relaying not allowed on every device of one place since the line, the provider
or the network changed; nobody there ever typed in an outgoing login.

Proof: none from outside: the server's list of trusted addresses must show the old one. Possible
where the device does not log in, worked before, and is now refused as a stranger.

Ruled out by: a device that logs in; an address that is in the list.

Fix: log in, do not widen the list: user name and password for the outgoing server. Postfix:
mynetworks only for machines that cannot log in, IPv6 prefix included. Exim: relay_from_hosts.
"""

from mailmend.case import Case
from mailmend.causes._refusal import why
from mailmend.causes._smtp import device_dialogues, passed, stopped_at
from mailmend.causes._told import onset, reported
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

SETTLE = phrase("Did this device ever send without a user name, and did its network change since?")


@cause(group="server", where="network")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by a device without a login that is refused, though it worked before."""
    user, scheme = reported(facts, "outgoing.username"), reported(facts, "outgoing.authentication")
    bare = case.outgoing.username == "" or case.outgoing.authentication == "none"
    if not bare:
        logs_in = user if case.outgoing.username and scheme else None
        return RuledOut((logs_in,)) if logs_in else Unknown((Reported,), SETTLE, "owner")
    trusted = tuple(one for one in device_dialogues(case, facts) if passed(one, after_login=False))
    if trusted:
        return RuledOut(trusted)
    since = onset(facts, "sudden", "after-migration")
    stops = [stopped_at(one, after_login=False) for one in device_dialogues(case, facts)]
    refusing = tuple(one.dialogue for one in stops if one and why(one.reading) == "relay")
    if not since or not refusing:
        return Unknown((SmtpDialogue,), SETTLE, "owner")
    told = tuple(fact for fact in (user, scheme) if fact is not None)
    change = (AccountAction("enter-current-password", case.address),)
    return Possible((*told, *since, *refusing), SETTLE, "owner", change)
