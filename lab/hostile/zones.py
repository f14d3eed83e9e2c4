"""The honest part of the name server: the zone of every behaviour, and answers made of records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

INSIDE = "127.0.0.1"
_WEB = ("http", "https", "xml", "autodiscover")
_WEB_LABELS = ("autoconfig", "autodiscover", "")
_MAIL_LABELS = ("mail",)


@dataclass(frozen=True, slots=True)
class Query:
    """One question as it came; ``turn`` counts the questions of this behaviour, from 1."""

    raw: bytes
    message: dns.message.Message
    label: str
    behaviour: str
    rtype: str
    turn: int
    tcp: bool
    addresses: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name asked."""
        return f"{self.label}.{self.zone}" if self.label else self.zone

    @property
    def zone(self) -> str:
        """The behaviour's domain."""
        return f"{self.behaviour}.test."

    @property
    def public(self) -> str:
        """The address of a server that is good."""
        return self.addresses["smtp-good"]


def read(raw: bytes, turns: dict[str, int], addresses: Mapping[str, str], tcp: bool) -> Query:
    """The question in a packet. Raises ``ValueError``."""
    try:
        message = dns.message.from_wire(raw)
        question = message.question[0]
    except (dns.exception.DNSException, IndexError) as error:
        raise ValueError from error
    labels = question.name.to_text().lower().rstrip(".").split(".")
    behaviour = labels[-2] if len(labels) > 1 and labels[-1] == "test" else ""
    turns[behaviour] = turns.get(behaviour, 0) + 1
    rtype = dns.rdatatype.to_text(question.rdtype)
    label = ".".join(labels[:-2])
    return Query(raw, message, label, behaviour, rtype, turns[behaviour], tcp, addresses)


def answer(query: Query, *records: str, rcode: str = "NOERROR") -> bytes:
    """A reply with these records, each ``name TTL type data``."""
    return made(query, *records, rcode=rcode).to_wire(max_size=65535)


def made(query: Query, *records: str, rcode: str = "NOERROR") -> dns.message.Message:
    """The same as a message that can still be changed."""
    reply = dns.message.make_response(query.message, recursion_available=True)
    reply.set_rcode(dns.rcode.from_text(rcode))
    for record in records:
        name, ttl, rtype, data = record.split(" ", 3)
        reply.answer.append(dns.rrset.from_text(name, int(ttl), "IN", rtype, data))
    return reply


def honest(query: Query) -> bytes:
    """What an honest server says: addresses and the exchanger of that behaviour's domain."""
    address = query.addresses.get(query.behaviour)
    if query.label.startswith("inside"):
        return answer(query, *([f"{query.name} 60 A {INSIDE}"] if query.rtype == "A" else []))
    web = query.behaviour.partition("-")[0] in _WEB
    known = (*_MAIL_LABELS, *(_WEB_LABELS if web else ()))
    if address is None or (query.label not in ("", *known)):
        return answer(query, rcode="NXDOMAIN")
    if query.rtype == "MX" and not query.label:
        return answer(query, f"{query.name} 60 MX 10 mail.{query.zone}")
    if query.rtype == "A" and query.label in known:
        return answer(query, f"{query.name} 60 A {address}")
    return answer(query)
