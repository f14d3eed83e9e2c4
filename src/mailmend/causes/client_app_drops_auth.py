"""The mail program does not use the sign-in for sending that it has stored.

What the person sees: relaying is not allowed, in this program only.

Proof: the same settings send in another program, and the server's log shows no AUTH from this one.
Here the settings work as they are, while the program reports what a server says to strangers.

Ruled out by: settings that fail when they are replayed; an alert about something else.

Fix: update the program, type the sign-in for sending again, or use another program.
"""

from mailmend.case import Case
from mailmend.causes._logged import by_apple_mail, firmer, judged, never_signed_in, seen
from mailmend.causes._settings import first_replay, once
from mailmend.causes._told import error, meanings, reported
from mailmend.change import DeviceAction
from mailmend.devices import client_for
from mailmend.facts import Facts, Replay
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Does another program send with the same settings, and is no other server listed?"
)


@cause(group="software", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The device holds a user name and a kind of login, and its message came without AUTH."""
    name, kind = reported(facts, "outgoing.username"), reported(facts, "outgoing.authentication")
    if name is None or name.value == "" or kind is None or kind.value == "none":
        return None
    found = seen(facts, never_signed_in)
    fix = (DeviceAction("update-software"),)
    sure = not by_apple_mail(case, found)
    return judged(found, fix, name, kind, sure=sure, would_settle=QUESTION, ask="owner")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from a replay that works and a reported refusal of a stranger."""
    replay = first_replay(facts)
    if replay is None:
        return Unknown((Replay,))
    if replay.result == "failed":
        return RuledOut((replay,))
    if not meanings(facts) & {"relay-denied", "auth-required"} or replay.result != "accepted":
        return Unknown((Replay,))
    because = once((*error(facts), replay))
    fix = (DeviceAction("update-software"),)
    if case.device.app and client_for(case).id != "apple-mail" and not case.other_outgoing:
        return Likely(because, fix, would_settle=QUESTION)
    return Possible(because, QUESTION, "owner", fix)
