"""What on the server is about the client alone: fail2ban, ConfigServer Firewall, cPHulk, routes."""

from __future__ import annotations

from mailmend.configs.ban_lists import (
    cphulk_holds,
    csf_line,
    fail2ban_holds,
    fail2ban_jails,
)
from mailmend.configs.routes import dead_route
from mailmend.facts import Ban, Fact
from mailmend.probes.server.host import MISSING, Host, View

MAX_JAILS = 40
CSF_LISTS = ("/etc/csf/csf.deny", "/var/lib/csf/csf.tempban")
WHM = ("whmapi1", "--output=json")
CPHULK = (
    ("read_cphulk_records", "list_name=black"),
    ("get_cphulk_brutes",),
    ("get_cphulk_excessive_brutes",),
)


async def observe_bans(host: Host, view: View) -> list[Fact]:
    """Every list that holds an address of the client; none where that is not known."""
    facts: list[Fact] = []
    for client in view.clients:
        facts += await _by_fail2ban(host, client)
        facts += await _by_csf(host, client)
        facts += await _by_cphulk(host, client)
        facts += await _by_route(host, client)
    return facts


async def _by_fail2ban(host: Host, client: str) -> list[Fact]:
    facts: list[Fact] = []
    status = await host.output("fail2ban-client", "status")
    for jail in fail2ban_jails(status or "")[:MAX_JAILS]:
        command = ("fail2ban-client", "status", jail)
        if fail2ban_holds(await host.output(*command) or "", client):
            source = " ".join(command)
            facts.append(Ban(source=source, software="fail2ban", jail=jail, address=client))
    return facts


async def _by_route(host: Host, client: str) -> list[Fact]:
    """A route that leads nowhere (ip-route(8)), as fail2ban's action ``route`` makes one."""
    command = ("ip", "-6" if ":" in client else "-4", "-j", "route", "show")
    held = dead_route(await host.output(*command) or "", client)
    if not held:
        return []
    return [Ban(source=" ".join(command), software="ip route", jail=held, address=client)]


async def _by_csf(host: Host, client: str) -> list[Fact]:
    facts: list[Fact] = []
    for path in CSF_LISTS:
        text = await host.read(path)
        if text is None and path == CSF_LISTS[0]:
            return []
        line = csf_line(text or "", client)
        if line:
            name = path.rpartition("/")[2]
            facts.append(
                Ban(source=path, software="csf", jail=name, address=client, file=path, line=line)
            )
    return facts


async def _by_cphulk(host: Host, client: str) -> list[Fact]:
    facts: list[Fact] = []
    for question in CPHULK:
        result = await host.run(*WHM, *question)
        if result.status == MISSING:
            return []
        held = cphulk_holds(result.stdout, client)
        if held:
            source = f"whmapi1 {question[0]}"
            facts.append(Ban(source=source, software="cphulk", jail=held, address=client))
    return facts
