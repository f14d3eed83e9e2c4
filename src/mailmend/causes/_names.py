"""What the domain name system says of the hosts in question. Pure."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from mailmend.causes._servers import addresses, same
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue

_INTERNAL = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.168.0.0/16", "::1/128", "::/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip

_SETTLED = frozenset({"ok", "nodata", "nxdomain"})


def is_internal(address: str) -> bool:
    """Whether the address has a meaning only inside one network (RFC 1918, 4193, 6598, 6890)."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(parsed in block for block in _INTERNAL if block.version == parsed.version)


def address_answers(facts: Facts, host: str) -> tuple[DnsAnswer, ...]:
    """The answers to the A and AAAA questions for that name, by whoever gave them."""
    return facts.of(
        DnsAnswer, lambda one: same(one.name) == same(host) and one.rtype in {"A", "AAAA"}
    )


def is_authority(answer: DnsAnswer) -> bool:
    """Whether the answer is that of the zone's own servers, asked without a cache between."""
    return answer.source.startswith("authority")


def disagreement(facts: Facts, host: str) -> tuple[DnsAnswer, DnsAnswer] | None:
    """The resolver's answer and that of the zone's own servers, where they have nothing in common.

    ``None`` where they agree, or where the zone's own servers were not asked, or only told of an
    alias whose target is in another zone (RFC 1034 section 3.6.2).
    """
    answers = address_answers(facts, host)
    for own in answers:
        if not is_authority(own) or own.status not in _SETTLED or _leads_on(own):
            continue
        for here in answers:
            same_question = here.rtype == own.rtype and not is_authority(here)
            if same_question and here.status in _SETTLED and _differ(here, own):
                return here, own
    return None


def _leads_on(answer: DnsAnswer) -> bool:
    """Whether the answer is an alias without the addresses of its target."""
    return not answer.records and same(answer.canonical) not in {"", same(answer.name)}


def _differ(one: DnsAnswer, other: DnsAnswer) -> bool:
    here, there = set(one.records), set(other.records)
    return bool(here or there) and not here & there


def exchangers(facts: Facts, domain: str) -> DnsAnswer | None:
    """The answer to the MX question for that domain."""
    return facts.first(DnsAnswer, lambda one: one.rtype == "MX" and same(one.name) == same(domain))


def receives_for(facts: Facts, dialogue: SmtpDialogue, domain: str) -> bool | None:
    """Whether that server is the mail exchanger of the domain (RFC 5321 section 5.1).

    ``None`` where the MX records, or the addresses of the hosts they name, were not seen.
    """
    answer = exchangers(facts, domain)
    if answer is None or answer.status not in {"ok", "nodata"}:
        return None
    hosts = answer.mx or ((domain,) if answer.status == "nodata" else ())
    if any(same(host) == same(dialogue.host) for host in hosts):
        return True
    known = [addresses(facts, host) for host in hosts]
    if any(dialogue.address in found for found in known):
        return True
    return False if known and all(known) else None
