"""The mail server takes the message but does not know where to send it, or sends it in a circle.

What the person sees: the message is sent and a bounce comes back ("mail loops back to myself");
rarely a refusal at once.

Proof: after an accepted login the recipient is refused with a text about routing, while the
recipient's domain is in order. Likely where the reported bounce says so.

Ruled out by: status=sent in the server's log; the recipient accepted and no such text reported.

Fix: Postfix: postmap -q DOMAIN of transport_maps, and the domain in the right class (mydestination,
virtual_mailbox_domains, relay_domains). Exim: exim -bt ADDRESS shows router and transport. MX
records must name hosts that have addresses.
"""

from mailmend.case import Case
from mailmend.causes._after_login import judge_refusal
from mailmend.causes._logged import firmer, judged, relayed, seen, server_name
from mailmend.causes._on_server_way_out import names_fail
from mailmend.causes._refusal import says
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause

SETTLE = "The server's log for the queue number of a message that came back."


def _changes(host: str, _port: int | None) -> tuple[Change, ...]:
    return (ServerAction("repair-routing", host),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, names_fail(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server took the message and found that it would send it to itself again."""
    found = seen(facts, lambda one: one.outcome in ("bounced", "deferred") and _loops(one.delivery))
    return judged(found, _changes(server_name(case), None)) or relayed(facts)


def _loops(text: str) -> bool:
    return says(text, r"loops? back to (?:myself|itself)|too many hops|mail forwarding loop")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login, or by the reported bounce."""
    return judge_refusal(case, facts, ("routing",), _changes, settle=SETTLE)
