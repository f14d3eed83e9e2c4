"""The server accepts the login, but no rule on it lets people who are logged in send elsewhere.

What the person sees: "The recipient was rejected by the server because it does not allow relaying",
on every device and with right settings; mail to people on the same server may still go.

Proof: AUTH is answered 235, and after it the remote recipient is refused with a relay text, in the
words of the server that greeted. Likely where the words are of no known kind and the same as before
the login, while the own address is accepted, or where an entry of a list has them as well ("Access
denied" for the client; for this recipient, while the own address is accepted, merely possible).

Ruled out by: the same recipient accepted after a login, or refused for another reason.

Fix: let authenticated clients relay, before any rule that refuses. Postfix:
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination,
and the same permit where master.cf overrides it for submission and submissions (-o). Exim: accept
authenticated = * with control = submission, first in the RCPT ACL. OpenSMTPD: match auth from any
for any action "relay". Exchange: the connector for clients needs the ExchangeUsers group.
"""

import re

from mailmend.case import Case
from mailmend.causes._after_login import (
    after_login,
    is_relay_refusal,
    otherwise,
    shown,
    spoken_behind,
)
from mailmend.causes._logged import firmer, judged, read_session, seen, server_name
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._smtp import Refused
from mailmend.change import ServerAction
from mailmend.facts import Facts, LoggedSession
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, Verdict, cause

LISTED = (
    "Does a list on the server (check_client_access, check_recipient_access) name this client or "
    "this recipient?"
)
_OF_A_LIST = r"(client host|recipient address) rejected: access denied"
_VAGUE = frozenset({"unknown", "other", "policy", "recipient-refused"})
SETTLE = "The mailbox password, to see whether the server lets a logged-in person send."


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, refused_by_rule(case, facts, "relay"))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The device was logged in, and was refused relaying all the same."""
    change = ServerAction("permit-authenticated-relay", server_name(case))
    return judged(seen(facts, _refused_all_the_same), (change,))


def _refused_all_the_same(session: LoggedSession) -> bool:
    said = read_session(session)
    relay = said is not None and said.meaning == "relay-denied" and session.stage == "rcpt"
    if said is not None and re.search(_OF_A_LIST, said.text, re.IGNORECASE):
        return False
    return relay and session.login == "accepted" and session.outcome == "refused"


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by what the remote recipient is answered after an accepted login."""
    view = after_login(case, facts)
    relays = [one for one in view.refused if is_relay_refusal(one) and not spoken_behind(one)]
    alike = [one for one in view.refused if _as_a_stranger(one)]
    if not relays and not alike:
        return otherwise(facts, view, SETTLE)
    hit = (*relays, *alike)[0]
    place = hit.dialogue
    change = ServerAction("permit-authenticated-relay", place.host, place.port)
    said = phrase(
        "{host} accepts the login on port {port}, then refuses to relay all the same.",
        host=place.host,
        port=place.port,
    )
    verdict = shown(view, hit, (change,), said)
    listed = re.search(_OF_A_LIST, hit.reply.text, re.IGNORECASE)
    if not isinstance(verdict, Proven) or (relays and listed is None):
        return verdict
    if listed is None or listed[1].lower() == "client host":
        return Likely(verdict.because, (change,), said, LISTED, "admin")
    return Possible(verdict.because, LISTED, "admin", (change,)) if _own_accepted(hit) else verdict


def _as_a_stranger(hit: Refused) -> bool:
    """Whether the login made no difference to a recipient elsewhere, whatever the words mean."""
    before = hit.dialogue.find("rcpt-remote", login=None)
    same = before is not None and before.reply is not None and before.reply == hit.reply
    lasting = hit.step.stage == "rcpt-remote" and hit.reply.code >= 500
    return lasting and same and hit.reading.meaning in _VAGUE and _own_accepted(hit)


def _own_accepted(hit: Refused) -> bool:
    return any(step.accepted for step in hit.dialogue.every("rcpt-own"))
