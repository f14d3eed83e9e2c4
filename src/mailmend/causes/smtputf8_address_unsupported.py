"""An address has letters outside plain ASCII before the @, and the outgoing server cannot take it.

What the person sees: the recipient was rejected because it is not a valid address; the device
decides that by itself.

Proof: the sender's or the recipient's local part is not ASCII, and EHLO on the outgoing server does
not offer SMTPUTF8 (RFC 6531 section 3.1).

Ruled out by: addresses in ASCII; a server that offers SMTPUTF8 or takes the envelope. Letters after
the @ alone are no hindrance, for they can be written in ASCII (RFC 5891).

Fix: use the ASCII address of the same mailbox. Postfix, built with ICU: smtputf8_enable = yes.
"""

from mailmend.case import Case
from mailmend.causes._settings import once
from mailmend.causes._told import reported
from mailmend.facts import Facts, Repair, Reported, SmtpDialogue
from mailmend.verdict import Proven, RuledOut, Unknown, Verdict, cause

FIELDS = ("sender", "recipient", "address")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the reported addresses and the keywords of the server that lets people sign in."""
    told = [fact for field in FIELDS if (fact := reported(facts, field)) is not None]
    foreign = [fact for fact in told if not _local_part(fact).isascii()]
    if not told:
        return Unknown((Reported,))
    if not foreign:
        return RuledOut(tuple(told))
    servers = facts.of(SmtpDialogue, lambda one: bool(one.mechanisms(secure=True)))
    if not servers:
        return Unknown((SmtpDialogue,))
    able = [one for one in servers if one.offers("SMTPUTF8", secure=True)]
    repair = facts.first(Repair)
    if able or repair is not None:
        return RuledOut(once((*able[:1], repair)))
    return Proven((foreign[0], *servers))


def _local_part(fact: Reported) -> str:
    return str(fact.value).rpartition("@")[0]
