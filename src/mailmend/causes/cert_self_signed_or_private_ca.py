"""The certificate of the outgoing mail server was made by nobody that the device knows.

What the person sees: "There is no root certificate for this server", or Cannot Verify Server
Identity; after Cancel, later attempts fail without a question.

Proof: the certificate served on the port for sending is its own issuer, or its chain ends in a root
that neither phones nor this machine know.

Ruled out by: a chain to a root that phones know; a chain that only lacks a link.

Fix: a certificate from a public authority (Let's Encrypt and the like). A private authority works
where its root is installed by a profile and switched on in Settings, General, About, Certificate
Trust Settings.
"""

from mailmend.case import Case
from mailmend.causes._certificates import Served, judge_certificate
from mailmend.causes._inspection import inspector
from mailmend.change import Change, ServerAction
from mailmend.facts import Fact, Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, Verdict, cause

INSTALLED = phrase("Is the authority of this certificate installed and trusted on the device?")
UNTRUSTED = frozenset({"self-signed", "private-ca"})


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by where the chains of the certificates that the device meets end."""
    found = judge_certificate(case, facts, _unknown_maker, _changes, _summary)
    if isinstance(found, Proven) and all(map(_known_here, found.because)):
        return Possible(found.because, INSTALLED, "owner", found.changes, found.summary)
    return found


def _known_here(fact: Fact) -> bool:
    """Whether this machine has the authority in its own store, as the device may have it too."""
    tls = fact.tls if isinstance(fact, SmtpDialogue) else None
    return tls is not None and tls.certificate is not None and tls.certificate.trusted_by_machine


def _unknown_maker(served: Served) -> bool:
    leaf = served.certificate
    untrusted = not leaf.trusted_by_device and leaf.chain_problem in UNTRUSTED
    return untrusted and not inspector(leaf)


def _changes(served: Served) -> tuple[Change, ...]:
    place = served.dialogue
    return (ServerAction("certificate-from-public-authority", place.host, place.port),)


def _summary(served: Served) -> str:
    place = served.dialogue
    if served.certificate.chain_problem == "self-signed":
        return phrase(
            "{host} shows a certificate on port {port} that it signed itself.",
            host=place.host,
            port=place.port,
        )
    return phrase(
        "The certificate of {host} on port {port} comes from a private authority.",
        host=place.host,
        port=place.port,
    )
