"""The server does not let this login send under the person's own address or alias.

What the person sees: the recipient was rejected by the server (Postfix tells it that late), or the
sender address was rejected.

Proof: after an accepted login the sender is refused as not belonging to the login ("not owned by
user", 5.7.60, "Sender rejected"), and the sender is the login's own address, or another one of the
same domain that exists while no sender of this login passes.

Ruled out by: the sender accepted after a login; a sender of another domain, or one that does not
exist (then the address on the device is wrong).

Fix: name the login for that sender. Postfix: a line "alias@example.org login@example.org" in the
table of smtpd_sender_login_maps, then postmap. Exim: the ACL condition that compares
$authenticated_id with $sender_address. OpenSMTPD: senders <table> on the listen line. Microsoft
365: grant Send As. Until then: send with the login's own address.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, logged_refusal, otherwise, shown
from mailmend.causes._envelope import is_own, other_sender_passes, sender_of
from mailmend.causes._logged import firmer, judged, server_name
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._refusal import why
from mailmend.change import ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Verdict, cause

SETTLE = "The mailbox password, to see which senders the server takes from this login."
MEANT = "Is this address meant to be one of the login's own on the server?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(
        firmer(_from_here(case, facts), _in_the_log(case, facts)),
        refused_by_rule(case, facts, "sender-owner"),
    )


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The person's own address is refused as a sender of the login that was accepted."""
    own = tuple(
        one
        for one in logged_refusal(facts, "sender-owner")
        if one.sender.casefold() == case.address.casefold()
    )
    change = ServerAction("allow-sender-for-login", server_name(case), None, case.address)
    return judged(own, (change,))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal of the sender after an accepted login, and whose address it is.

    An alias beside which the login's own address passes may be wrong on the device as well.
    """
    view = after_login(case, facts)
    hit = view.because_of("sender-owner", "sender")
    if hit is None:
        return otherwise(facts, view, SETTLE)
    place, sender, login = hit.dialogue, sender_of(hit, case), hit.step.login or ""
    relieved = other_sender_passes(case, facts, place, sender)
    if not is_own(sender, login, case, facts):
        return RuledOut((place, *relieved))
    change = ServerAction(
        "allow-sender-for-login", place.host, place.port, f"{sender} for the login {login}"
    )
    if relieved or why(hit.reading) == "sender":
        return Possible((place, *relieved), MEANT, "admin", (change,))
    said = phrase(
        "{host} does not let the login {login} send as {sender}.",
        host=place.host,
        login=login,
        sender=sender,
    )
    return shown(view, hit, (change,), said)
