"""ufw, firewalld: the ports are opened by the program that keeps the packet filter."""

from __future__ import annotations

import re

from mailmend.facts import FirewallDecision
from mailmend.mending.ground import Ground, edit, quoted
from mailmend.mending.plan import Advice, Command, Plan, Planned, server_fix

RULES = "/etc/ufw/user.rules"
RELOAD = "firewall-cmd --reload"
RISK = "what was changed in firewalld for the moment only is lost by the reload"
ZONE = "/etc/firewalld/zones/"


@server_fix("open-port")
async def write(ground: Ground) -> Planned:
    """A rule that says no to these ports is somebody's; only silence is filled."""
    dropped = ground.facts.of(FirewallDecision, lambda one: not one.accepted and not one.client)
    ports = sorted({one.port for one in dropped if one.port in (25, 465, 587)})
    owners = {one.software for one in dropped}
    if not ports or len(owners) != 1:
        return None
    match owners.pop():
        case "ufw":
            return await _ufw(ground, ports)
        case "firewalld":
            return await _firewalld(ground, ports, dropped[0].file)
    return None


async def _ufw(ground: Ground, ports: list[int]) -> Planned:
    rules = await ground.text(RULES)
    listed = "|".join(str(port) for port in ports)
    said_no = rf"### tuple ### (?:deny|reject|limit) \S+ (?:\S*,)?(?:{listed})\b"
    if rules is None or re.search(said_no, rules):
        return Advice("a rule of ufw says no to these ports, which somebody has meant")
    return Plan(
        f"ufw lets port {', '.join(map(str, ports))} through",
        commands=tuple(_allowed(port) for port in ports),
    )


def _allowed(port: int) -> Command:
    return Command(
        shown=f"ufw allow {port}/tcp",
        do=f"ufw allow {port}/tcp",
        undo=f"ufw delete allow {port}/tcp",
        state=f"grep -q '^### tuple ### allow tcp {port} ' {RULES} && echo new || echo old",
    )


async def _firewalld(ground: Ground, ports: list[int], path: str) -> Planned:
    """The zone's own file; one that is only shipped would have to be copied first."""
    text = await ground.text(path) if path.startswith(ZONE) else None
    if text is None or text.count("</zone>") != 1:
        commands = ", ".join(f"--add-port={port}/tcp" for port in ports)
        return Advice(f"the zone has no file of its own; firewall-cmd --permanent {commands}")
    new = "".join(f'  <port port="{port}" protocol="tcp"/>\n' for port in ports)
    return Plan(
        f"firewalld lets port {', '.join(map(str, ports))} through",
        (edit(path, text, text.replace("</zone>", f"{new}</zone>")),),
        check=quoted("firewall-cmd", "--check-config"),
        reload=RELOAD,
        risks=(RISK,),
    )
