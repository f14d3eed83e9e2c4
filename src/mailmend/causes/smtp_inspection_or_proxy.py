"""Something between device and server rewrites mail traffic: a firewall, a scanner or a proxy.

What the person sees: "Check the SSL setting for the outgoing server", relaying not allowed, or a
certificate of a scanner; in another network the same phone sends.

Proof: the greeting is put out with asterisks or keywords with the letter X, or the certificate was
issued by a known scanner or firewall. Likely where the server takes STARTTLS although its list of
keywords hides it, where bytes came in clear between the answer to STARTTLS and the handshake, or
where ports 25 and 587 name neither STARTTLS nor AUTH while port 465 of the same address has both.
Where they are merely missing on one port, another network must settle it.

Ruled out by: a verified TLS session with the server on the device's port.

Fix: port 465 with SSL instead of 587 or 25, or another network; switch the scanner's mail shield
off. Cisco: no inspect esmtp (older: no fixup protocol smtp 25).
"""

from mailmend.case import Case
from mailmend.causes._inspection import hides_starttls, inspector, masked
from mailmend.causes._smtp import account_dialogues, device_dialogues, submission_dialogues
from mailmend.change import NetworkAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "Do greeting, keywords and certificate of the server look the same from another network?"


@cause(group="server", where="network")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by what gives a middle box away, else by what is missing without encryption."""
    held = account_dialogues(case, facts)
    here = device_dialogues(case, facts)
    altered = tuple(one for one in held if masked(one) or _scanned(one))
    if altered:
        change = NetworkAction("turn-off-mail-inspection", altered[0].host, altered[0].port)
        return Proven(altered, (change,))
    secret = tuple(one for one in held if hides_starttls(one))
    if secret:
        change = NetworkAction("turn-off-mail-inspection", secret[0].host, secret[0].port)
        return Likely(secret, (change,), "", SETTLE, "engineer")
    spiked = tuple(one for one in held if one.tls is not None and one.tls.failure == "injected")
    if spiked:
        place = spiked[0]
        said = phrase(
            "Words were put into the connection to {host} before it was encrypted; it was "
            "refused as tampered with.",
            host=place.host,
        )
        away = (NetworkAction("use-other-network", place.host, place.port),)
        return Likely(spiked, away, said, SETTLE, "engineer")
    verified = tuple(one for one in here if one.tls is not None and one.tls.verified)
    if verified:
        return RuledOut(verified)
    bare = tuple(one for one in submission_dialogues(case, facts) if _bare(one))
    if not bare:
        return Unknown((SmtpDialogue,), SETTLE)
    changes = (NetworkAction("use-other-network", bare[0].host, bare[0].port),)
    direct = _untouched(held, bare[0])
    if direct and _all_in_clear_are_bare(held):
        return Likely((*bare, *direct), changes, "", SETTLE, "engineer")
    return Possible((*bare, *direct), SETTLE, "engineer", changes)


def _scanned(dialogue: SmtpDialogue) -> bool:
    leaf = dialogue.tls.certificate if dialogue.tls else None
    return leaf is not None and bool(inspector(leaf))


def _bare(dialogue: SmtpDialogue) -> bool:
    """Whether a port for sending names neither STARTTLS nor AUTH in clear."""
    no_tls = dialogue.offers("STARTTLS", secure=False) is False
    return no_tls and not dialogue.mechanisms(secure=False)


def _untouched(held: tuple[SmtpDialogue, ...], bare: SmtpDialogue) -> tuple[SmtpDialogue, ...]:
    """Direct TLS with the same address, verified and with a login: out of a middle box's reach."""
    return tuple(
        one
        for one in held
        if one.address == bare.address
        and one.mode == "tls"
        and one.tls is not None
        and one.tls.verified
        and one.mechanisms(secure=True)
    )


def _all_in_clear_are_bare(held: tuple[SmtpDialogue, ...]) -> bool:
    """Whether port 25 and a port for sending both name neither STARTTLS nor AUTH in clear.

    A port for sending without either is of no use to anybody; a server that lost its TLS by mistake
    mostly still names AUTH, or STARTTLS on port 25.
    """
    heard = tuple(one for one in held if one.capabilities_clear is not None)
    ports = {one.port for one in heard}
    return all(map(_bare, heard)) and 25 in ports and len(ports) > 1
