"""Other names of a server whose certificate is not for the name dialled. Pure.

They come from the certificate itself and from what the server calls itself. A password goes to such
a name only where it belongs to an owner that the person or the domain has named: anyone can hold a
certificate for a name of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.case import Case
from mailmend.facts import Facts, PublishedSettings, SmtpDialogue
from mailmend.probes.names import named_owners
from mailmend.wire.domain_names import host_name, registrable, same_owner

MAX_NAMES = 3
MAX_LOOKED_AT = 50


def other_names(case: Case, facts: Facts, dialogue: SmtpDialogue) -> tuple[str, ...]:
    """Names the certificate is for, likeliest first, each usable as a host name."""
    certificate = dialogue.tls.certificate if dialogue.tls else None
    if certificate is None or certificate.name_matches or not certificate.in_date:
        return ()
    listed = certificate.names[:MAX_LOOKED_AT]
    plain = [name for name in map(host_name, listed) if name and registrable(name)]
    called = [name for name in _called(dialogue) if any(_covers(row, name) for row in listed)]
    found = dict.fromkeys((*called, *plain))
    found.pop(dialogue.host.lower(), None)
    return tuple(sorted(found, key=lambda name: not vouched(case, facts, name)))[:MAX_NAMES]


def _called(dialogue: SmtpDialogue) -> Iterator[str]:
    """What the server calls itself in its greeting and in its answer to EHLO."""
    for stage in ("greeting", "ehlo"):
        step = dialogue.find("greeting" if stage == "greeting" else "ehlo")
        word = step.reply.text.split(" ", 1)[0] if step and step.reply else ""
        name = host_name(word)
        if name and registrable(name):
            yield name


def _covers(pattern: str, name: str) -> bool:
    """Whether a name of the certificate fits (RFC 9525 section 6.3: one whole leftmost label)."""
    pattern = pattern.lower()
    if pattern.startswith("*."):
        return name.partition(".")[2] == pattern[2:]
    return pattern == name


def vouched(case: Case, facts: Facts, name: str) -> bool:
    """Whether the name's owner is one that the person typed or the domain publishes."""
    return any(same_owner(name, other) for other in _named_owners(case, facts))


def _named_owners(case: Case, facts: Facts) -> Iterator[str]:
    yield from named_owners(case, facts)
    for fact in facts.of(PublishedSettings):
        if fact.trusted or fact.origin == "srv":
            yield from (server.host for server in fact.servers)
