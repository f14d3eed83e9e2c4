"""A filter for spam, viruses or attachments on the sending server refuses this message.

What the person sees: "Sending the message content to the server failed"; other messages go.

Proof: none without sending the message, for the refusal comes after its last line: the server's
log of the device shows it. Likely where the
reported reply speaks of spam, a virus or a blocked file.

Ruled out by: every message fails, whatever is in it.

Fix: send without the attachment, link or signature, to find what is disliked. On the server: rate
people who log in more mildly (rspamd: settings for authenticated; amavis: a policy bank for
submission).
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal, logged_refusal, told_why
from mailmend.causes._logged import firmer, judged, server_name
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._told import alerts, error
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

SETTLE = phrase("Does a message of a few plain words to the same person go?")


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("review-content-filter", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here and on the server, and from its log of the device.

    What the filter dislikes is in the message, so the log counts though others pass from here.
    """
    change = _changes(server_name(case), None)
    logged = judged(logged_refusal(facts, "content"), change)
    here = firmer(_from_here(case, facts), refused_by_rule(case, facts, "content"))
    return firmer(here, logged, elsewhere=True)


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the reported reply to the message itself; its content is never sent from here."""
    accepted = after_login(case, facts).accepted
    if "D-CONTENT" in alerts(facts) and accepted and not told_why(facts, "content"):
        change = _changes(accepted[0].host, accepted[0].port)
        return Possible((*error(facts), *accepted), SETTLE, "owner", change)
    return judge_refusal(case, facts, ("content",), _changes, settle=SETTLE)
