"""The mail server sends its certificate without the one that links it to a known authority.

What the person sees: "The root certificate for this server could not be verified" on some devices,
while others, which remember the missing link, are content.

Proof: with what the server sends the chain does not reach a root, and the issuer that is missing
belongs to a public authority.

Ruled out by: a full chain sent on the device's port.

Fix: send the full chain. Postfix: smtpd_tls_chain_files = privkey.pem, fullchain.pem (key first).
Exim: tls_certificate = fullchain.pem. Dovecot: ssl_cert = </path/fullchain.pem (2.4:
ssl_server_cert_file). OpenSMTPD: pki NAME cert "/path/fullchain.pem".
"""

from mailmend.case import Case
from mailmend.causes._certificates import Served, judge_certificate
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_certificates import link_missing
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the chains that the device meets, or by the file on the server."""
    here = judge_certificate(case, facts, _link_missing, _changes, _summary)
    return firmer(here, link_missing(case, facts))


def _link_missing(served: Served) -> bool:
    leaf = served.certificate
    return leaf.chain_problem == "incomplete" and not leaf.trusted_by_device


def _changes(served: Served) -> tuple[Change, ...]:
    return (ServerAction("send-certificate-chain", served.dialogue.host, served.dialogue.port),)


def _summary(served: Served) -> str:
    place = served.dialogue
    return phrase(
        "{host} leaves out a link of its certificate's chain on port {port}.",
        host=place.host,
        port=place.port,
    )
