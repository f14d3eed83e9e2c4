"""fail2ban: the client's addresses are no longer banned."""

from __future__ import annotations

from mailmend.facts import Ban
from mailmend.mending.ground import Ground, quoted
from mailmend.mending.plan import Command, Plan, Planned, server_fix

RISK = "a device that goes on with a wrong password is banned again"


@server_fix("unban-address")
async def write(ground: Ground) -> Planned:
    """In every jail that names it; the ban comes back with undo."""
    bans = ground.facts.of(Ban, lambda one: one.software == "fail2ban")
    if not bans:
        return None
    commands = tuple(_lifted(one) for one in bans)
    addresses = tuple(dict.fromkeys(one.address for one in bans))
    verb = "is" if len(addresses) == 1 else "are"
    title = f"{', '.join(addresses)} {verb} no longer banned"
    return Plan(title, (), commands, risks=(RISK,))


def _lifted(ban: Ban) -> Command:
    listed = quoted("fail2ban-client", "status", ban.jail)
    held = f"{listed} | sed -n 's/.*Banned IP list://p' | tr ' \\t' '\\n\\n'"
    return Command(
        shown=f"fail2ban-client set {ban.jail} unbanip {ban.address}",
        do=quoted("fail2ban-client", "set", ban.jail, "unbanip", ban.address),
        undo=quoted("fail2ban-client", "set", ban.jail, "banip", ban.address),
        state=f"{held} | {quoted('grep', '-qxF', '--', ban.address)} && echo old || echo new",
    )
