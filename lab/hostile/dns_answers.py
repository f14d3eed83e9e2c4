"""Name servers that lie, stall, loop or flood; each gives the packets to send back."""

from __future__ import annotations

import dns.flags

from lab.hostile.zones import INSIDE, Query, answer, honest, made

Packets = list[bytes]


def dns_silent(_: Query) -> Packets:
    """Never answers."""
    return []


def dns_servfail(query: Query) -> Packets:
    """SERVFAIL for everything."""
    return [answer(query, rcode="SERVFAIL")]


def dns_refused(query: Query) -> Packets:
    """REFUSED for everything."""
    return [answer(query, rcode="REFUSED")]


def dns_nxdomain_everything(query: Query) -> Packets:
    """No name exists."""
    return [answer(query, rcode="NXDOMAIN")]


def dns_nodata_everything(query: Query) -> Packets:
    """Every name exists and has nothing."""
    return [answer(query)]


def dns_cname_loop(query: Query) -> Packets:
    """Two aliases that lead to each other, in one answer."""
    other = f"loop.{query.zone}"
    return [answer(query, f"{query.name} 60 CNAME {other}", f"{other} 60 CNAME {query.name}")]


def dns_cname_circle(query: Query) -> Packets:
    """Two aliases that lead to each other, one an answer."""
    other = f"{'b' if query.label.startswith('a') else 'a'}.{query.zone}"
    return [answer(query, f"{query.name} 60 CNAME {other}")]


def dns_cname_endless(query: Query) -> Packets:
    """Every alias leads to a new one."""
    number = int(query.label[1:]) if query.label[1:].isdigit() else 0
    return [answer(query, f"{query.name} 60 CNAME c{number + 1}.{query.zone}")]


def dns_pointer_loop(query: Query) -> Packets:
    """A compression pointer to itself."""
    head = query.raw[:2] + b"\x81\x80\0\x01\0\x01\0\0\0\0"
    return [head + b"\xc0\x0c\0\x01\0\x01" + b"\xc0\x0c\0\x01\0\x01\0\0\0\x3c\0\x04\x7f\0\0\x01"]


def dns_record_pointer_loop(query: Query) -> Packets:
    """The right question, then a record whose name points to itself."""
    head = query.raw[:2] + b"\x81\x80\0\x01\0\x01\0\0\0\0" + _question(query)
    return [head + (0xC000 | len(head)).to_bytes(2, "big") + b"\0\x01\0\x01\0\0\0\x3c\0\x04aaaa"]


def dns_malformed(query: Query) -> Packets:
    """The right question, then a record that is longer than the packet."""
    head = query.raw[:2] + b"\x81\x80\0\x01\0\x01\0\0\0\0" + _question(query)
    return [head + b"\xc0\x0c\0\x01\0\x01\0\0\0\x3c\xff\xff\x7f\0\0\x01"]


def dns_count_lie(query: Query) -> Packets:
    """65 535 answers promised, none given."""
    return [query.raw[:2] + b"\x81\x80\0\x01\xff\xff\0\0\0\0" + _question(query)]


def dns_wrong_id(query: Query) -> Packets:
    """Answers under another id, to an address inside."""
    packet = answer(query, f"{query.name} 60 A {INSIDE}") if query.rtype == "A" else b"\0" * 20
    return [bytes((packet[0] ^ 0xFF, packet[1])) + packet[2:]] * 20


def dns_wrong_question(query: Query) -> Packets:
    """Answers another question, under the right id, then the right one."""
    other = query.raw.replace(b"\x04mail", b"\x04evil")
    false = other[:2] + b"\x81\x80" + other[4:]
    return [false, honest_address(query)]


def dns_truncate_hang(query: Query) -> Packets:
    """Truncated over UDP; over TCP it hangs."""
    if query.tcp:
        return []
    reply = made(query)
    reply.flags |= dns.flags.TC
    return [reply.to_wire()]


def dns_garbage(query: Query) -> Packets:
    """Bytes that are no message."""
    return [query.raw[:2] + b"\xff" * 40, b"", b"x"]


def dns_many_addresses(query: Query) -> Packets:
    """A thousand addresses for the mail host; only the last ones are good."""
    if query.rtype != "A" or query.label != "mail":
        return [honest(query)]
    rows = [f"{query.name} 60 A 198.41.100.{n % 250 + 1}" for n in range(250)]
    return _fitting(query, *rows, f"{query.name} 60 A {query.public}")


def dns_mx_1800(query: Query) -> Packets:
    """1 800 mail exchangers, all below the domain."""
    if query.rtype != "MX":
        return [honest_address(query)]
    return _fitting(query, *(f"{query.name} 60 MX {n} mx{n}.{query.zone}" for n in range(1, 1801)))


def dns_srv_1000(query: Query) -> Packets:
    """A thousand service records, all below the domain."""
    if query.rtype != "SRV":
        return [honest_address(query)]
    return _fitting(
        query, *(f"{query.name} 60 SRV {n} 0 587 s{n}.{query.zone}" for n in range(1, 1001))
    )


def dns_mx_names_odd(query: Query) -> Packets:
    """Exchangers with escapes, spaces and markup in their names."""
    if query.rtype != "MX":
        return [honest_address(query)]
    odd = (r"\027[31mowned.evil.test.", r"a\032b.test.", r"<script>.test.", r"\000.test.")
    return [answer(query, *(f"{query.name} 60 MX {n} {name}" for n, name in enumerate(odd)))]


def dns_mx_internal(query: Query) -> Packets:
    """An exchanger whose address is inside, and one that is an address."""
    if query.rtype == "MX":
        rows = (f"{query.name} 60 MX 1 inside.{query.zone}", f"{query.name} 60 MX 2 127.0.0.1.")
        return [answer(query, *rows)]
    return [honest(query)]


def dns_srv_internal(query: Query) -> Packets:
    """Service records that point inside and to odd ports."""
    if query.rtype == "SRV":
        ports = (587, 22, 25, 6379)
        rows = (f"{query.name} 60 SRV 0 0 {port} inside{port}.{query.zone}" for port in ports)
        return [answer(query, *rows)]
    return [honest(query)]


def dns_address_internal(query: Query) -> Packets:
    """Every name of the domain is inside, in both families."""
    if query.rtype == "A":
        inside = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1")
        return [answer(query, *(f"{query.name} 60 A {address}" for address in inside))]
    if query.rtype == "AAAA":
        odd = ("::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")
        return [answer(query, *(f"{query.name} 60 AAAA {address}" for address in odd))]
    return [honest(query)]


def dns_rebind(query: Query) -> Packets:
    """A good address at first, then one inside, with no time to live."""
    if query.rtype != "A":
        return [honest_address(query)]
    address = query.public if query.turn < 12 else INSIDE
    return [answer(query, f"{query.name} 0 A {address}")]


def dns_null_mx(query: Query) -> Packets:
    """The domain says that it takes no mail."""
    if query.rtype == "MX":
        return [answer(query, f"{query.name} 60 MX 0 .")]
    return [honest_address(query)]


def honest_address(query: Query) -> bytes:
    """The good server's address for the mail host, nothing for all else."""
    if query.rtype == "A" and query.label in ("mail", "mx1", "s1"):
        return answer(query, f"{query.name} 60 A {query.public}")
    if query.label in ("", "mail"):
        return answer(query)
    return answer(query, rcode="NXDOMAIN")


def _fitting(query: Query, *records: str) -> Packets:
    """Truncated over UDP, whole over TCP."""
    if query.tcp:
        return [answer(query, *records)]
    reply = made(query)
    reply.flags |= dns.flags.TC
    return [reply.to_wire()]


def _question(query: Query) -> bytes:
    """The question as it came."""
    end = query.raw.index(b"\0", 12) + 5
    return query.raw[12:end]
