"""Something on the device itself keeps Mail from using the network.

What the person sees: no connection, or a connection that timed out, on the device alone; fetching
mail usually fails as well.

Proof: with the device's own settings the server answers from here, and Mail works on the device
once mobile data for Mail, Screen Time, a filter or VPN app, or the sign-in page of the network is
dealt with.

Ruled out by: a failure that can be reproduced from here; mail that still arrives on the device at
the same moment over the same network.

Fix: Settings > Mobile Data > Mail on; sign in to the network; switch filter apps off.
"""

from mailmend.case import Case
from mailmend.causes._settings import first_replay, once
from mailmend.causes._told import error, told
from mailmend.change import NetworkAction
from mailmend.facts import Facts, Replay
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Does Mail send on another network, and is Mobile Data switched on for Mail?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from a reported failure to connect that cannot be seen from here."""
    replay = first_replay(facts)
    if replay is not None and replay.obstacle is not None and replay.reproduced:
        return RuledOut((replay,))
    no_network = any(
        reading.stage == "connect" and reading.meaning == "connection" for reading in told(facts)
    )
    if no_network and replay is not None and replay.result == "accepted":
        fix = (NetworkAction("allow-mail-on-device"),)
        return Possible(once((*error(facts), replay)), QUESTION, "owner", fix)
    return Unknown((Replay,))
