"""When a refused sender's address is itself no good. Pure."""

from __future__ import annotations

import re

from mailmend.case import Case
from mailmend.facts import DnsAnswer, Facts, Obstacle

MALFORMED = frozenset({"1.7", "1.8"})
"""Subject and detail of RFC 3463 section 3.2: bad sender's mailbox syntax, bad sender's system."""

_WORDS = re.compile(
    r"sender address rejected: (?:need fully-qualified|domain not found)"
    r"|domain of sender address .{0,320} does not (?:exist|resolve)",
    re.IGNORECASE,
)


def sender_domain_missing(case: Case, facts: Facts) -> DnsAnswer | None:
    """The name system's answer that the sender's domain does not exist."""
    domain = case.envelope_sender.rpartition("@")[2].lower()
    return facts.first(
        DnsAnswer,
        lambda one: one.name.lower().rstrip(".") == domain and one.status == "nxdomain",
    )


def is_malformed(case: Case, facts: Facts, obstacle: Obstacle) -> bool:
    """The refusal is for an address that is not complete, or whose domain does not exist.

    ``550 5.1.8`` with the word "outbound" is a block of the account (Exchange Online), not this.
    """
    reply = obstacle.reply
    if reply is None:
        return False
    if "." not in case.envelope_sender.rpartition("@")[2]:
        return True
    if sender_domain_missing(case, facts) is not None:
        return True
    subject = (reply.enhanced or "").partition(".")[2]
    if subject == "1.8" and "outbound" in reply.text.lower():
        return False
    return subject in MALFORMED or _WORDS.search(reply.text) is not None


def about_the_domain(obstacle: Obstacle) -> bool:
    """Whether the refusal says that the sender's domain is not there, and nothing of its form."""
    reply = obstacle.reply
    if reply is None:
        return False
    said = re.search(r"domain not found|does not (?:exist|resolve)", reply.text, re.IGNORECASE)
    return said is not None or (reply.enhanced or "").endswith(".1.8")
