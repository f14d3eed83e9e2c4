"""Something between device and server rewrites mail traffic: a firewall, a scanner or a proxy.

What the person sees: "Check the SSL setting for the outgoing server", relaying not allowed, or a
certificate of a scanner; in another network the same phone sends.

Proof: the greeting is put out with asterisks or keywords with the letter X, or the certificate was
issued by a known scanner or firewall. Likely where the server takes STARTTLS although its list of
keywords hides it. Where encryption and login are merely missing, another network must settle it.

Ruled out by: a verified TLS session with the server on the device's port.

Fix: port 465 with SSL instead of 587 or 25, or another network; switch the scanner's mail shield
off. Cisco: no inspect esmtp (older: no fixup protocol smtp 25).
"""

from mailmend.case import Case
from mailmend.causes._inspection import hides_starttls, inspector, masked
from mailmend.causes._smtp import account_dialogues, device_dialogues, submission_dialogues
from mailmend.change import NetworkAction
from mailmend.facts import Facts, SmtpDialogue
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
    verified = tuple(one for one in here if one.tls is not None and one.tls.verified)
    if verified:
        return RuledOut(verified)
    bare = tuple(one for one in submission_dialogues(case, facts) if _bare(one))
    if bare:
        change = NetworkAction("use-other-network", bare[0].host, bare[0].port)
        return Possible(bare, SETTLE, "engineer", (change,))
    return Unknown((SmtpDialogue,), SETTLE)


def _scanned(dialogue: SmtpDialogue) -> bool:
    leaf = dialogue.tls.certificate if dialogue.tls else None
    return leaf is not None and bool(inspector(leaf))


def _bare(dialogue: SmtpDialogue) -> bool:
    """Whether a port for sending names neither STARTTLS nor AUTH in clear."""
    no_tls = dialogue.offers("STARTTLS", secure=False) is False
    return no_tls and not dialogue.mechanisms(secure=False)
