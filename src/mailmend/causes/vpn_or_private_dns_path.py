"""A VPN, a filter app or a private name service on the phone leads mail along another path.

What the person sees: timeouts or refusals that vanish when the VPN or the filter app is off.
(iCloud Private Relay carries no mail and is not to blame.)

Proof: none from here: only switching it off on the phone shows it. Possible where the server
refuses the address as one of a VPN or proxy.

Ruled out by: it still fails with the VPN off.

Fix: take mail out of the VPN (split tunnel) or switch it off; a profile can bind the account to a
VPN (VPNUUID), then its administrator must change it.
"""

from mailmend.case import Case
from mailmend.causes._refusal import says
from mailmend.causes._smtp import account_dialogues, every_refusal
from mailmend.causes._told import error, told
from mailmend.change import NetworkAction
from mailmend.facts import Fact, Facts, NotObserved
from mailmend.text import phrase
from mailmend.verdict import Possible, Unknown, Verdict, cause

SETTLE = phrase(
    "Does it send with every VPN, ad blocker and private DNS app on the phone switched off?"
)
NAMED = r"\bvpn\b|\btor exit|anonymi[sz]er|anonymous prox|open prox"


@cause(group="server", where="network")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by refusals that name a VPN or proxy; the rest is for the person to try."""
    because: list[Fact] = [
        hit.dialogue
        for hit in every_refusal(account_dialogues(case, facts))
        if says(hit.reply.text, NAMED)
    ]
    if any(says(reading.text, NAMED) for reading in told(facts)):
        because += error(facts)
    if not because:
        return Unknown((NotObserved,), SETTLE, "owner")
    return Possible(tuple(because), SETTLE, "owner", (NetworkAction("turn-off-vpn"),))
