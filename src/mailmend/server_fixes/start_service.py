"""Any server: the mail service that does not run is started, where its configuration is sound."""

from __future__ import annotations

from mailmend.facts import Listener, MailServer
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Plan, Planned, server_fix
from mailmend.server_fixes._services import started

UNITS = {
    "postfix": (("postfix", "postfix check"),),
    "exim": (("exim4", "exim4 -bV"), ("exim", "exim -bV")),
    "opensmtpd": (("opensmtpd", "smtpd -n"), ("smtpd", "smtpd -n")),
}
RISK = "why it stopped is not known; look into its log, or it may stop again"
INWARD = Advice("the service runs, but listens for the server itself only")


@server_fix("start-mail-service")
async def write(ground: Ground) -> Planned:
    """Start it; whoever stopped it on purpose is not asked."""
    server = ground.facts.first(MailServer)
    if server is None or server.software not in UNITS:
        return None
    if ground.facts.first(Listener, lambda one: one.port in (25, 465, 587)):
        return INWARD
    for unit, check in UNITS[server.software]:
        if await ground.fails(f"[ -e /etc/init.d/{unit} ] || systemctl cat {unit}") is not None:
            continue
        if fault := await ground.fails(check):
            return Advice(f"its own checker finds fault with its configuration: {fault}")
        return Plan(
            f"{server.software} is started", (), (started(unit),), check=check, risks=(RISK,)
        )
    return Advice("no service of the system starts it")
