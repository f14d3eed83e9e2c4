"""The mail server cannot read its certificate or key and therefore offers no encryption.

What the person sees: "Check the SSL setting for the outgoing server", although SSL is set right.

Proof: STARTTLS is announced, and the command is answered 454 4.7.0 or 454 without a code ("TLS not
available due to local problem", "TLS currently unavailable").

Ruled out by: STARTTLS accepted on that port; 454 4.3.0 (then a filter service does not answer).

Fix: right paths, a key that fits the certificate, no passphrase, readable by the server. Postfix:
smtpd_tls_chain_files (key first), postfix check, owner root and mode 0600. Exim: the key readable
by the group Debian-exim.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged_fault, server_name
from mailmend.causes._on_server_parts import certificate_file_fails
from mailmend.causes._refusal import why
from mailmend.causes._smtp import account_dialogues, device_dialogues, refused
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "What the server answers to STARTTLS on the port set on the device."
WHICH_PORT = phrase("Which port is set for the outgoing server on the device?")


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, certificate_file_fails(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server says that it cannot load its certificate or key."""
    change = ServerAction("repair-certificate-files", server_name(case))
    return judged_fault(facts, (change,), "certificate")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the answer to STARTTLS on the device's port, or else on any port of the server."""
    here, anywhere = device_dialogues(case, facts), account_dialogues(case, facts)
    broken = _broken(here)
    encrypted = tuple(one for one in here if one.tls is not None and one.tls.ok)
    if broken and not encrypted:
        place = broken[0]
        change = ServerAction("repair-certificate-files", place.host, place.port)
        return Proven(broken, (change,))
    if encrypted:
        return RuledOut(encrypted)
    elsewhere = _broken(anywhere)
    if elsewhere:
        return Possible(elsewhere, WHICH_PORT, "owner")
    return Unknown((SmtpDialogue,), SETTLE)


def _broken(dialogues: tuple[SmtpDialogue, ...]) -> tuple[SmtpDialogue, ...]:
    stops = [(one, refused(one, one.find("starttls"))) for one in dialogues]
    return tuple(one for one, stop in stops if stop and why(stop.reading) == "tls-local")
