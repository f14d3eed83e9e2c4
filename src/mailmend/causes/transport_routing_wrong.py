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
from mailmend.causes._after_login import after_login, judge_refusal
from mailmend.causes._envelope import unknown_recipients
from mailmend.causes._local import finds_no_way
from mailmend.causes._logged import firmer, judged, relayed, seen, server_name
from mailmend.causes._names import exchangers, receives_for
from mailmend.causes._on_server_way_out import names_fail, route_fails
from mailmend.causes._refusal import says
from mailmend.causes._smtp import account_dialogues, domain_of
from mailmend.causes._told import error
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, Verdict, cause

ROUTES = phrase(
    "What does the server's own look-up of the recipient's route say (exim -bt ADDRESS)?"
)
SETTLE = "The server's log for the queue number of a message that came back."


def _changes(host: str, _port: int | None) -> tuple[Change, ...]:
    return (ServerAction("repair-routing", host),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, names_fail(case, facts) or route_fails(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server took the message and found that it would send it to itself again."""
    found = seen(facts, lambda one: one.outcome in ("bounced", "deferred") and _loops(one.delivery))
    return judged(found, _changes(server_name(case), None)) or relayed(facts)


def _loops(text: str) -> bool:
    return says(text, r"loops? back to (?:myself|itself)|too many hops|mail forwarding loop")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login, or by the reported bounce."""
    verdict = judge_refusal(case, facts, ("routing",), _changes, settle=SETTLE)
    if isinstance(verdict, Proven | Likely):
        return verdict
    if bounce := tuple(fact for fact in error(facts) if _loops(str(fact.value))):
        view = after_login(case, facts)
        return Likely((*bounce, *view.accepted), _changes(server_name(case), None), "", SETTLE)
    return _no_way(case, facts) or verdict


def _no_way(case: Case, facts: Facts) -> Verdict | None:
    """The server finds no way to a recipient whose domain is received elsewhere (Exim)."""
    for hit in (hit for one in account_dialogues(case, facts) for hit in unknown_recipients(one)):
        place, domain = hit.dialogue, domain_of(hit.step.detail)
        if finds_no_way(hit.reply.text) and receives_for(facts, place, domain) is False:
            answer = exchangers(facts, domain)
            because = (place, answer) if answer is not None else (place,)
            return Possible(because, ROUTES, "admin", _changes(place.host, place.port))
    return None
