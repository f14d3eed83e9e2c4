"""The outgoing server is an access provider's, which sends only for people on its own lines.

What the person sees: sending works at home and fails elsewhere with "does not allow relaying".

Proof: the server offers no login at all, takes the message on its own network and refuses it from
another. From one network alone this stays possible.

Ruled out by: a login offered by the configured server; relaying refused on its own network too.

Fix: send through the mailbox provider's own submission server, with user name and password.
"""

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.causes._told import value
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Does sending work while the device is on the home line of its internet provider?"
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from a configured server that offers no login and refuses strangers here."""
    host = same(str(value(facts, "outgoing.host") or ""))
    seen = facts.of(SmtpDialogue, lambda one: bool(host) and same(one.host) == host)
    offering = [one for one in seen if _offers(one)]
    if offering:
        return RuledOut((offering[0],))
    refusing = [one for one in seen if _refuses_strangers(one)]
    if refusing:
        return Possible(tuple(refusing), QUESTION, "owner")
    return Unknown((SmtpDialogue,))


def _offers(one: SmtpDialogue) -> bool:
    return bool(one.mechanisms(secure=True) or one.mechanisms(secure=False))


def _refuses_strangers(one: SmtpDialogue) -> bool:
    """No AUTH in any state that was seen, and a remote recipient refused without a login."""
    step = one.find("rcpt-remote", login=None)
    if one.mechanisms(secure=True) is None and one.mechanisms(secure=False) is None:
        return False
    return step is not None and step.reply is not None and not step.accepted
