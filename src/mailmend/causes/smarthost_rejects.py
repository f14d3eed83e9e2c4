"""The mail server takes the message, but the provider it sends through refuses it.

What the person sees: the message is sent, and a bounce comes back; rarely a refusal at once.

Proof: the log of the server, where the queue number ends in a refusal by the relay host. Likely
where the refusal, or the reported bounce, quotes a relay host that wants a login or allows no
relaying.

Ruled out by: status=sent in the server's log.

Fix: Postfix: relayhost = [smtp.example.net]:587, smtp_sasl_auth_enable=yes, smtp_sasl_password_maps
with the current password (postmap), smtp_tls_security_level=encrypt. Exim: the smarthost router and
passwd.client.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login
from mailmend.causes._logged import firmer, judged, relayed, seen, server_name
from mailmend.causes._on_server_way_out import upstream_refuses
from mailmend.causes._refusal import says
from mailmend.causes._told import error
from mailmend.change import ServerAction
from mailmend.facts import Fact, Facts, SmtpDialogue
from mailmend.verdict import Likely, Unknown, Verdict, cause

SETTLE = "The server's log for the queue number of a message that came back."
NEXT_HOP = (
    r"\bsaid:|smart ?host|relay ?host|after (?:auth|mail from|rcpt to)|in reply to (?:auth|mail)"
)
UNTRUSTED = r"relay|authentication (?:required|failed)|not authenticated|530[ -]5\.7|\b535\b"

WANTS_LOGIN = r"authentication (?:required|failed)|not authenticated|530[ -]5\.7|\b535\b"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, upstream_refuses(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """What the next server answered to a message taken; only a relay host wants a login."""
    back = seen(facts, lambda one: one.outcome in ("bounced", "deferred"))
    found = tuple(one for one in back if _next_hop_refuses(one.delivery))
    sure = any(says(one.delivery, WANTS_LOGIN) for one in found)
    fix = (ServerAction("repair-smarthost", server_name(case)),)
    if found:
        return judged(found, fix, sure=sure, would_settle=SETTLE)
    return relayed(facts)


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by refusals that quote the next server; the rest is in the server's log."""
    view = after_login(case, facts)
    texts: list[tuple[str, Fact]] = [(one.reply.text, one.dialogue) for one in view.refused]
    texts += [(str(fact.value), fact) for fact in error(facts)]
    because = tuple(fact for text, fact in texts if _next_hop_refuses(text))
    if not because:
        return Unknown((SmtpDialogue,), SETTLE, "admin")
    host = case.outgoing.host or case.domain
    return Likely(because, (ServerAction("repair-smarthost", host),), "", SETTLE, "admin")


def _next_hop_refuses(text: str) -> bool:
    """Whether a text quotes another server that refuses this one for want of trust."""
    return says(text, NEXT_HOP) and says(text, UNTRUSTED)
