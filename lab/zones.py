"""The lab's name space: the zone files the authoritative server serves, healthy."""

from __future__ import annotations

import ipaddress

from lab.people import DOMAINS
from lab.plan import BY_NAME, MACHINES

_HEAD = """$TTL 300
@ IN SOA ns.lab.test. hostmaster.lab.test. 1 3600 600 86400 5
@ IN NS ns.lab.test.
"""
_V4_REVERSE = ("100.51.198.in-addr.arpa", "113.0.203.in-addr.arpa")
_V6_REVERSE = "8.b.d.0.1.0.0.2.ip6.arpa"


def zones() -> dict[str, str]:
    """Every zone by name with the text of its zone file (RFC 1035 section 5)."""
    texts: dict[str, str] = {}
    for machine in MACHINES:
        parent = _parent(machine.fqdn)
        if parent:
            texts.setdefault(parent, _HEAD)
            texts[parent] += _addresses(machine.fqdn, machine.v4, machine.v6)
    web = BY_NAME["web"]
    texts["lab.test"] += _addresses("ca.lab.test", web.v4, web.v6)
    texts["lab.test"] += f"cdn IN A {web.more_v4[0]}\n"
    for domain, host in DOMAINS.items():
        texts.setdefault(domain, _HEAD)
        texts[domain] += _mail_domain(domain, BY_NAME[host].fqdn)
    texts |= _reverse()
    texts["."] = _root(tuple(texts))
    return texts


def _parent(fqdn: str) -> str:
    return fqdn.partition(".")[2]


def _addresses(name: str, v4: str, v6: str) -> str:
    return f"{name}. IN A {v4}\n{name}. IN AAAA {v6}\n"


def _mail_domain(domain: str, mail: str) -> str:
    """MX, SPF, RFC 6186 and RFC 8314 SRV records, and where autoconfiguration is served."""
    web = BY_NAME["web"]
    services = ""
    if not mail.startswith("mx."):
        services = (
            f"_submissions._tcp IN SRV 0 1 465 {mail}.\n"
            f"_submission._tcp IN SRV 10 1 587 {mail}.\n"
            f"_imaps._tcp IN SRV 0 1 993 {mail}.\n"
            f"_imap._tcp IN SRV 10 1 143 {mail}.\n"
            f"_pop3s._tcp IN SRV 20 1 995 {mail}.\n"
        )
    return (
        f"@ IN MX 10 {mail}.\n"
        f'@ IN TXT "v=spf1 mx -all"\n'
        f'_dmarc IN TXT "v=DMARC1; p=none"\n'
        f"{services}"
        f"autoconfig IN A {web.v4}\n"
        f"@ IN A {web.v4}\n"
    )


def _reverse() -> dict[str, str]:
    texts = dict.fromkeys((*_V4_REVERSE, _V6_REVERSE), _HEAD)
    for machine in MACHINES:
        name = machine.fqdn or f"{machine.name}.access.lab.test"
        for address in (machine.v4, machine.v6):
            pointer = ipaddress.ip_address(address).reverse_pointer
            zone = next(zone for zone in texts if pointer.endswith("." + zone))
            texts[zone] += f"{pointer}. IN PTR {name}.\n"
    return texts


def _root(children: tuple[str, ...]) -> str:
    name_server = BY_NAME["dns"]
    delegations = "".join(f"{zone}. IN NS ns.lab.test.\n" for zone in children)
    return _HEAD + delegations + _addresses("ns.lab.test", name_server.v4, name_server.v6)
