"""Exim: logins are asked about where Dovecot really answers."""

from __future__ import annotations

from mailmend.facts import Helper
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Plan, Planned, server_fix
from mailmend.server_fixes import _dovecot
from mailmend.server_fixes._exim import exim_file
from mailmend.server_fixes._services import started
from mailmend.server_fixes.exim_rules import GENERATED
from mailmend.server_fixes.postfix_backend import READING_PORTS


@server_fix("repair-authentication-backend", software="exim")
async def write(ground: Ground) -> Planned:
    """Name the socket that answers, or start Dovecot."""
    exim = await exim_file(ground)
    helper = ground.cited.first(Helper, lambda one: one.role == "login" and not one.answers)
    if exim is None or helper is None:
        return None
    if helper.trouble:
        return Advice(f"{helper.trouble} ({helper.place})")
    sockets = await _dovecot.login_sockets(ground)
    there = [path for path, answers in sockets.items() if answers]
    if helper.endpoint in sockets and not there:
        return Plan(
            "Dovecot is started", (), (started("dovecot", READING_PORTS),), check=exim.check
        )
    if len(there) != 1:
        return Advice("no socket of Dovecot answers" if not there else "several sockets answer")
    if exim.generated:
        return GENERATED
    new = exim.text.replace(helper.endpoint, there[0])
    if new == exim.text:
        return None
    return exim.plan(new, f"Logins are asked about at {there[0]}, where Dovecot answers")
