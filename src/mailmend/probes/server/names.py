"""Names as the server itself looks them up, beside what DNS says from here."""

from __future__ import annotations

from collections.abc import Sequence

from mailmend.configs.firewall_owner import first_line
from mailmend.configs.resolv_conf import hosts_entries, nameservers
from mailmend.facts import Fact, NameOverride, ServerResolver, Upstream
from mailmend.probes.server.host import Host, View

CONF = "/etc/resolv.conf"
CHROOT = "/var/spool/postfix/etc/resolv.conf"
HOSTS = "/etc/hosts"
MAX_NAMES = 3
_NOT_FOUND = 2


async def observe_names(host: Host, view: View, seen: Sequence[Fact]) -> list[Fact]:
    """Whether names resolve there, and whether the hosts file leads the way out astray."""
    facts: list[Fact] = []
    text = await host.read(CONF) or ""
    own = nameservers(text)
    facts += await _resolver(host, view, own, first_line(text, r"^\s*nameserver\b"))
    facts += await _in_the_jail(host, own)
    for upstream in (one for one in seen if isinstance(one, Upstream)):
        facts += await _override(host, upstream.host)
    return facts


async def _resolver(host: Host, view: View, servers: tuple[str, ...], line: int) -> list[Fact]:
    """Asks there, past the hosts file, for names that have an address from here.

    One answer is enough; only where none comes is the resolver said to be dead.
    """
    names = await _names_with_address(host, view)
    for name in names:
        result = await host.run("getent", "-s", "hosts:dns", "ahosts", name)
        if result.status == 0:
            return [_judged(servers, line, names, answers=True)]
        if result.status != _NOT_FOUND:
            return []
    return [_judged(servers, line, names, answers=False)] if names else []


def _judged(
    servers: tuple[str, ...], line: int, names: tuple[str, ...], *, answers: bool
) -> ServerResolver:
    return ServerResolver(
        source="getent -s hosts:dns ahosts",
        setting="nameserver",
        file=CONF,
        line=line,
        servers=servers,
        answers=answers,
        asked=names,
    )


async def _names_with_address(host: Host, view: View) -> tuple[str, ...]:
    """The hosts that receive for the sender's and the recipient's domains, and name servers."""
    found: list[str] = []
    domains = dict.fromkeys((view.recipient.rpartition("@")[2], view.domain))
    for domain in (one for one in domains if one and not one.endswith(".invalid")):
        exchangers = (await host.dns.ask(domain, "MX")).mx
        servers = (await host.dns.ask(domain, "NS")).records
        for name in (*exchangers, *servers):
            plain = name.lower().rstrip(".")
            if plain and plain not in found and (await host.dns.ask(plain, "A")).records:
                found.append(plain)
    return tuple(found[:MAX_NAMES])


async def _in_the_jail(host: Host, own: tuple[str, ...]) -> list[Fact]:
    """Postfix in a changed root reads a copy of resolv.conf that may be out of date."""
    copy = await host.read(CHROOT)
    inner = nameservers(copy) if copy is not None else own
    if inner == own:
        return []
    return [
        ServerResolver(
            source=f"head {CHROOT}",
            software="postfix",
            setting="nameserver",
            file=CHROOT,
            line=1,
            servers=inner,
            answers=None,
        )
    ]


async def _override(host: Host, name: str) -> list[Fact]:
    there = hosts_entries(await host.read(HOSTS) or "", name)
    if not there:
        return []
    outside = [
        record for rtype in ("A", "AAAA") for record in (await host.dns.ask(name, rtype)).records
    ]
    here = tuple(address for address, _ in there)
    if not outside or set(here) & set(outside):
        return []
    return [
        NameOverride(
            source=HOSTS,
            setting=name,
            file=HOSTS,
            line=there[0][1],
            name=name,
            here=here,
            outside=tuple(outside),
        )
    ]
