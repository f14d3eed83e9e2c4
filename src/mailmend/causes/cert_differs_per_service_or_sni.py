"""The mail server shows a good certificate for one service and a bad one where mail is sent.

What the person sees: receiving works, sending says that the server's identity cannot be verified.

Proof: the certificate on the device's port for sending is not acceptable, and another port, address
or service of the same host shows a different one that is.

Ruled out by: the same certificate everywhere, or an acceptable one on the device's port; another
owner's server at one of the name's addresses.

Fix: give all services the same certificate. Postfix has its own smtpd_tls_chain_files, apart from
Dovecot's ssl_cert; several names: tls_server_sni_maps; Exim: tls_certificate by $tls_in_sni; the
same files on every machine behind the name.
"""

from collections.abc import Iterator

from mailmend.case import Case
from mailmend.causes._certificates import in_question
from mailmend.causes._servers import same
from mailmend.causes._smtp import at_host
from mailmend.causes._strangers import astray_of
from mailmend.change import ServerAction
from mailmend.facts import (
    Certificate,
    Fact,
    Facts,
    MailboxDialogue,
    SmtpDialogue,
    TlsProbe,
    TlsSession,
)
from mailmend.text import phrase
from mailmend.verdict import Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "The certificates on the ports for sending and for reading of the same host."


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the fingerprints on every port of the host, against the one the device meets."""
    met = in_question(case, facts)
    bad = [one for one in met if not one.certificate.acceptable]
    if not met:
        return Unknown((SmtpDialogue,), SETTLE)
    if not bad:
        return RuledOut(tuple(one.dialogue for one in met))
    host, place = bad[0].dialogue.host, bad[0].dialogue
    prints = {one.certificate.fingerprint_sha256 for one in bad}
    if astray := astray_of(host, at_host(facts, host)):
        return RuledOut(astray)
    shown = [(fact, leaf) for fact, leaf in _shown(facts, host) if leaf.acceptable]
    others = [fact for fact, leaf in shown if leaf.fingerprint_sha256 not in prints]
    if others:
        change = ServerAction("same-certificate-everywhere", host, place.port)
        said = phrase(
            "{host} shows a good certificate elsewhere, but a bad one on port {port}.",
            host=host,
            port=place.port,
        )
        return Proven((*(one.dialogue for one in bad), *others), (change,), said)
    compared = tuple(fact for fact, _ in _shown(facts, host))
    return RuledOut(compared) if len(compared) > len(bad) else Unknown((MailboxDialogue,), SETTLE)


def _shown(facts: Facts, host: str) -> Iterator[tuple[Fact, Certificate]]:
    """Every certificate shown under that host name, by whichever service."""
    for one in facts:
        session: TlsSession | None = None
        if isinstance(one, SmtpDialogue | MailboxDialogue) and same(one.host) == same(host):
            session = one.tls
        elif isinstance(one, TlsProbe) and same(one.host) == same(host):
            session = one.session
        if session is not None and session.certificate is not None:
            yield one, session.certificate
