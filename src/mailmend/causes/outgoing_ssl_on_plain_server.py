"""Encryption is on for sending, but the server offers none on the port the device uses.

What the person sees: "Check the SSL setting for the outgoing server", or Mail was unable to connect
using SSL.

Proof: the greeting and EHLO are good, STARTTLS is not offered or answered 502 or 503 although the
same port offers AUTH in clear, and the message is accepted on a port with TLS.

Likely where port 25 of the same server does offer STARTTLS: nothing on the way takes it out.

Ruled out by: STARTTLS on that port, seen from here or from another network. Where neither STARTTLS
nor AUTH is offered, something on the way may have taken both out, and it is left open.

Fix: use the provider's port with TLS, 587 or 465; encryption stays on. Postfix:
smtpd_tls_security_level with smtpd_tls_chain_files. Exim: tls_advertise_hosts, tls_certificate,
tls_privatekey. OpenSMTPD: listen on ... port 587 tls-require pki NAME auth.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_encryption import no_starttls
from mailmend.causes._settings import Trial, as_is, evidence, otherwise, settle, trial
from mailmend.causes._smtp import at_host
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

QUESTION = phrase(
    "Does the server offer STARTTLS on that port when it is asked from another network?"
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(facts), no_starttls(case, facts))


def _from_here(facts: Facts) -> Verdict:
    """Judge from the obstacle at STARTTLS, whichever setting the repair changes for it."""
    for tried in _trials(facts):
        if tried is None or tried.old == "none" or not _no_starttls(tried):
            continue
        if _plain_listener(tried):
            return settle(facts, tried, sure=tried.repaired, would_settle=QUESTION)
        if tried.dialogue is not None and tried.dialogue.port != 25:
            if tried.repaired and _encrypts_on_25(tried.dialogue, facts):
                return settle(facts, tried, sure=False, would_settle=QUESTION)
            return Possible(evidence(facts, tried), QUESTION, "engineer")
    return otherwise(
        facts,
        "outgoing-ssl-on-plain-server",
        "outgoing.security",
        blameless=lambda value: value == "none",
        question=phrase("Is Use SSL switched on for the outgoing (SMTP) server on the device?"),
    )


def _trials(facts: Facts) -> tuple[Trial | None, ...]:
    """The security and the port; both at once, as the device has them, where both change."""
    port = "outgoing.port"
    return trial(facts, "outgoing.security"), trial(facts, port), as_is(facts, port)


def _no_starttls(tried: Trial) -> bool:
    if tried.stopped("starttls", "not-offered"):
        return True
    reply = tried.obstacle.reply
    return tried.stopped("starttls", "refused") and reply is not None and reply.code >= 500


def _encrypts_on_25(dialogue: SmtpDialogue, facts: Facts) -> bool:
    """Whether the same server was seen to offer STARTTLS on port 25, past the same network."""
    return any(
        one.port == 25 and one.address == dialogue.address and one.offers("STARTTLS", secure=False)
        for one in at_host(facts, dialogue.host)
    )


def _plain_listener(tried: Trial) -> bool:
    """A port of its own kind that never had TLS: it logs people in without, or is no usual one."""
    dialogue = tried.dialogue
    if dialogue is None:
        return False
    return bool(dialogue.mechanisms(secure=False)) or dialogue.port not in (25, 587)
