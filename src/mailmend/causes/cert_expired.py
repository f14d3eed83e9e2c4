"""The certificate of the outgoing mail server has run out, or is not valid yet.

What the person sees: "The certificate for this server has expired", Cannot Verify Server Identity,
or Mail was unable to connect using SSL.

Proof: at the time of the handshake the certificate served on the port for sending was out of its
dates, or one that it depends on was.

Ruled out by: a certificate in its dates on the device's port. (Then the device's own date may be
wrong.)

Fix: renew it and let the mail service read it again. Postfix: postfix reload; Dovecot: doveadm
reload; Exim reads it with each connection. certbot: a deploy hook with systemctl reload postfix
dovecot.
"""

from mailmend.case import Case
from mailmend.causes._certificates import Served, judge_certificate
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the dates of the certificates that the device meets."""
    return judge_certificate(case, facts, _out_of_date, _changes, _summary)


def _out_of_date(served: Served) -> bool:
    leaf = served.certificate
    return not leaf.in_date or leaf.chain_problem == "expired-issuer"


def _changes(served: Served) -> tuple[Change, ...]:
    return (ServerAction("renew-certificate", served.dialogue.host, served.dialogue.port),)


def _summary(served: Served) -> str:
    leaf, place = served.certificate, served.dialogue
    if leaf.in_date:
        return f"A certificate above that of {place.host} on port {place.port} has run out."
    if place.at and place.at[:19] < leaf.not_before[:19]:
        return (
            f"The certificate of {place.host} on port {place.port} is not valid before "
            f"{leaf.not_before[:10]}, or the clock of the machine that looked is wrong."
        )
    dates = f"valid from {leaf.not_before[:10]} to {leaf.not_after[:10]}"
    return f"The certificate of {place.host} on port {place.port} is out of date ({dates})."
