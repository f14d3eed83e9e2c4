"""Ban lists other than the packet filter's own: fail2ban, ConfigServer Firewall, cPHulk. Pure.

The last two are known from their documentation, not tried.
"""

from __future__ import annotations

import ipaddress
import json
import re

MAX_LINES = 50_000


def fail2ban_jails(status: str) -> tuple[str, ...]:
    """The jails that ``fail2ban-client status`` lists."""
    listed = re.search(r"Jail list:\s*(.*)", status)
    names = (name.strip() for name in listed[1].split(",")) if listed else iter(())
    return tuple(name for name in names if re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,60}", name))


def fail2ban_holds(status: str, client: str) -> bool:
    """Whether ``fail2ban-client status JAIL`` names the client."""
    held = re.search(r"Banned IP list:\s*(.*)", status)
    return held is not None and any(same(word, client) for word in held[1].split())


def csf_line(text: str, client: str) -> int:
    """The line of csf.deny or csf.tempban that names the client, from 1; 0 for none.

    A line begins with an address or network; ``proto|in|d=port|s=address`` names a source, and
    csf.tempban has the address in its second field.
    """
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        entry = line.partition("#")[0].strip()
        fields = [one.strip().removeprefix("s=") for one in re.split(r"[|\s]", entry)]
        if any(same(one, client) for one in fields if one):
            return number
    return 0


def cphulk_holds(text: str, client: str) -> str:
    """The list of a ``whmapi1 --output=json`` answer that holds the client; empty for none."""
    try:
        data = json.loads(text).get("data")
    except (ValueError, AttributeError, RecursionError):
        return ""
    if not isinstance(data, dict):
        return ""
    black = data.get("ips_in_list") if data.get("list_name") == "black" else None
    if isinstance(black, dict) and any(same(str(one), client) for one in black):
        return "black list"
    for name in ("brutes", "excessive_brutes"):
        rows = data.get(name)
        found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if any(same(str(row.get("ip")), client) for row in found):
            return name.replace("_", " ")
    return ""


def same(one: str, client: str) -> bool:
    """Whether an address or network holds the client."""
    try:
        return ipaddress.ip_address(client) in ipaddress.ip_network(one, strict=False)
    except ValueError:
        return False
