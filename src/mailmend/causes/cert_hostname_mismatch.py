"""The certificate of the outgoing mail server is for another name than the one on the device.

What the person sees: "The certificate hostname does not match", or Cannot Verify Server Identity.

Proof: none of the names in the certificate served on the port for sending is the host name set on
the device.

Ruled out by: a name of the certificate that is the configured one, a wildcard included. Only
possible where the domain's own name servers name another address than the one dialled.

Fix: on the device, the name that is in the certificate. Or a certificate that has the name too
(AutoSSL, Let's Encrypt). Several names on one server: Postfix tls_server_sni_maps, Dovecot
local_name, Exim tls_certificate with $tls_in_sni.
"""

from functools import partial
from ipaddress import ip_address

from mailmend.case import Case
from mailmend.causes._certificates import (
    Served,
    covers,
    host_in_question,
    judge_certificate,
)
from mailmend.causes._names import disagreement
from mailmend.causes._servers import same
from mailmend.causes._settings import trial
from mailmend.causes._smtp import works_as_set
from mailmend.change import Change, ServerAction, SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, RuledOut, Verdict, cause

WHICH_HOST = phrase("Which host name is set for the outgoing server on the device?")
RIGHT_ADDRESS = "Which certificate does the address serve that the domain's own servers name?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the names of the certificates that the device meets under its own host name."""
    works = works_as_set(facts)
    if works is not None:
        return RuledOut((works,))
    found = judge_certificate(case, facts, _foreign, partial(_changes, facts), _summary)
    if isinstance(found, Proven) and not host_in_question(case, facts):
        return Possible(found.because, WHICH_HOST, "owner")
    stale = disagreement(facts, case.outgoing.host or "")
    if isinstance(found, Proven) and stale is not None:
        return Possible((*stale, *found.because), RIGHT_ADDRESS)
    return found


def _foreign(served: Served) -> bool:
    """Whether the name is missing.

    Where only the subject names the host, the lack of alternative names is the fault, another one.
    """
    leaf = served.certificate
    by_subject = not leaf.names and f"cn={same(served.dialogue.host)}" in leaf.subject.lower()
    return not leaf.name_matches and not by_subject


def _changes(facts: Facts, served: Served) -> tuple[Change, ...]:
    """The server's own name where it was seen to work; a certificate for the name the device has.

    Authorities that devices know do not certify addresses of servers, so there the name is all.
    """
    place, tried = served.dialogue, trial(facts, "outgoing.host")
    on_server = ServerAction("certificate-for-host", place.host, place.port, place.host)
    if tried is None or not tried.repaired or not covers(served.certificate, str(tried.new)):
        return (on_server,)
    on_device = SetField("outgoing.host", tried.old, str(tried.new))
    return (on_device,) if _is_address(place.host) else (on_device, on_server)


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def _summary(served: Served) -> str:
    place, names = served.dialogue, served.certificate.names
    shown = ", ".join(names[:3]) or served.certificate.subject
    return phrase(
        "The certificate on port {port} is for {names}, not for {host}.",
        port=place.port,
        names=shown,
        host=place.host,
    )
