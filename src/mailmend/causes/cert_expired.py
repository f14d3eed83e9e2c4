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
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_certificates import served_out_of_date
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the dates of the certificates that the device meets, or that the server holds."""
    here = judge_certificate(case, facts, _out_of_date, _changes, _summary)
    return firmer(here, served_out_of_date(case, facts))


def _out_of_date(served: Served) -> bool:
    leaf = served.certificate
    return not leaf.in_date or leaf.chain_problem == "expired-issuer"


def _changes(served: Served) -> tuple[Change, ...]:
    return (ServerAction("renew-certificate", served.dialogue.host, served.dialogue.port),)


def _summary(served: Served) -> str:
    leaf, place = served.certificate, served.dialogue
    if leaf.in_date:
        return phrase(
            "A certificate above that of {host} on port {port} has run out.",
            host=place.host,
            port=place.port,
        )
    if place.at and place.at[:19] < leaf.not_before[:19]:
        return phrase(
            "The certificate of {host} on port {port} is not valid before {day}, or the clock of "
            "the machine that looked is wrong.",
            host=place.host,
            port=place.port,
            day=leaf.not_before[:10],
        )
    return phrase(
        "The certificate of {host} on port {port} is out of date (valid from {first} to {last}).",
        host=place.host,
        port=place.port,
        first=leaf.not_before[:10],
        last=leaf.not_after[:10],
    )
