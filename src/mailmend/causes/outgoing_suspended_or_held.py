"""The provider has stopped this account's or domain's outgoing mail; receiving goes on.

What the person sees: mail arrives, sent messages are refused or vanish.

Proof: after an accepted login the server refuses with a text about a suspension or hold of outgoing
mail ("outgoing mail suspension", "bad outbound sender", 5.7.705).

Ruled out by: the message accepted after a login and no such text reported.

Fix: secure the account first (new password, look for rules and devices that are not yours), then
have the hold lifted: WHM, Suspend or Hold outgoing mail; Microsoft 365, Restricted entities in the
Defender portal.
"""

from mailmend.case import Case
from mailmend.causes._after_login import judge_refusal
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._smtp import Refused
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

SETTLE = "The state of outgoing mail of the account and the domain, in the provider's panel."


def _summary(hit: Refused) -> str:
    return phrase(
        "{host} has stopped the account's outgoing mail; receiving goes on.",
        host=hit.dialogue.host,
    )


@cause(group="server", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login or the reported reply, and by a rule on the server."""

    def changes(host: str, _port: int | None) -> tuple[Change, ...]:
        return (ServerAction("release-outgoing-hold", host, None, case.address),)

    here = judge_refusal(case, facts, ("held",), changes, settle=SETTLE, summary=_summary)
    return firmer(here, refused_by_rule(case, facts, "held"))
