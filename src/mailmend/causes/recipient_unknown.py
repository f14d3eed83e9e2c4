"""The recipient's mailbox does not exist, or does not take mail.

What the person sees: "The recipient was rejected by the server because the user is unknown", for
one recipient only.

Proof: the server that receives for the recipient's domain refuses the address with 5.1.1, 5.1.10,
5.2.1 or the like, or the sending server quotes its refusal.

Ruled out by: the recipient accepted after a login and no such text reported; a sending server that
decides by itself about a domain that receives elsewhere.

Fix: correct the address, or ask the recipient over another way; delete the suggestion the phone
keeps for it.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, otherwise
from mailmend.causes._envelope import refused_recipient
from mailmend.causes._local import decided_here, quotes_another
from mailmend.causes._names import receives_for
from mailmend.causes._smtp import Refused, device_dialogues, domain_of
from mailmend.causes._told import error, meanings
from mailmend.change import CorrectRecipient
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, Verdict, cause

SETTLE = phrase("Does a message to the same person go from another mailbox at another provider?")


@cause(group="server", where="recipient")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by who says that the recipient is unknown: the domain's own server, or another."""
    view = after_login(case, facts)
    if case.recipient is None:
        return otherwise(facts, view, "The address of the recipient.")
    change = CorrectRecipient(case.recipient)
    hit = _refusal(case, facts, case.recipient)
    if hit is not None:
        here = receives_for(facts, hit.dialogue, domain_of(case.recipient))
        if here or quotes_another(hit.reply.text):
            said = phrase(
                "The mailbox {address} does not exist or does not take mail.",
                address=case.recipient,
            )
            return Proven((hit.dialogue,), (change,), said)
        if here is None and not decided_here(hit.reply.text):
            return Likely((hit.dialogue,), (change,), "", SETTLE)
        return Possible((hit.dialogue,), SETTLE, "owner", (change,))
    if "recipient-unknown" in meanings(facts) and not view.refused:
        if view.accepted:
            return Possible((*error(facts), *view.accepted), SETTLE, "owner", (change,))
        return Likely(error(facts), (change,), "", SETTLE)
    return otherwise(facts, view, SETTLE)


def _refusal(case: Case, facts: Facts, recipient: str) -> Refused | None:
    found = (refused_recipient(one, recipient) for one in device_dialogues(case, facts))
    return next((one for one in found if one is not None), None)
