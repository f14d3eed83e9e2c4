"""Signs that something between device and server reads mail along the way. Pure."""

from __future__ import annotations

import re

from mailmend.facts import Certificate, SmtpDialogue

_INSPECTORS = re.compile(
    r"avast|avg (?:web|mail|technologies)|kaspersky|eset ssl filter|bitdefender|fortinet|fortigate|"
    r"sophos|zscaler|netskope|palo alto networks|cisco umbrella|untangle|watchguard|sonicwall|"
    r"barracuda|forcepoint|check ?point|norton (?:web|mail)|g ?data mail|dr\.?web|blue ?coat|"
    r"mcafee web gateway|smoothwall|securly|lightspeed rocket|iboss|cato networks|"
    r"mail shield|web/mail",
    re.IGNORECASE,
)
_STARS = re.compile(r"[*0-9 ]*\*{4,}[*0-9 ]*\Z")
_MASKED = re.compile(r"X{4,}\w?\Z")
_PUT_OUT = re.compile(r"\bX{4,}\b")


def inspector(leaf: Certificate) -> str:
    """The issuer of a certificate made by a virus scanner or firewall; empty for any other.

    A certificate that phones trust was made by a public authority, whatever its name is.
    """
    if leaf.trusted_by_device:
        return ""
    return leaf.issuer if _INSPECTORS.search(leaf.issuer) else ""


def masked(dialogue: SmtpDialogue) -> bool:
    """Whether the greeting is put out with asterisks, or keywords or replies with the letter X."""
    if dialogue.greeting is not None and _STARS.match(dialogue.greeting.text.strip()):
        return True
    lines = (*(dialogue.capabilities_clear or ()), *(dialogue.capabilities_secure or ()))
    if any(_MASKED.match(line.split(" ", 1)[0]) for line in lines):
        return True
    return any(
        step.reply is not None and step.reply.code >= 500 and _PUT_OUT.search(step.reply.text)
        for step in dialogue.steps
    )


def hides_starttls(dialogue: SmtpDialogue) -> bool:
    """Whether STARTTLS was accepted although EHLO did not name it."""
    started = dialogue.find("starttls")
    named = dialogue.offers("STARTTLS", secure=False)
    return started is not None and started.accepted and named is False
