"""Postfix and Exim: Dovecot's login socket is handed to the mail server's user."""

from __future__ import annotations

import re

from mailmend.facts import Helper
from mailmend.mending.ground import Ground, edit
from mailmend.mending.plan import Advice, Plan, Planned, server_fix
from mailmend.server_fixes._exim import exim_file
from mailmend.server_fixes._postfix import CHECK, DAEMON
from mailmend.server_fixes.postfix_backend import RELOAD

MAX_BLOCK = 20
UNSEEN = Advice("the block of Dovecot's files that makes the socket was not understood")


@server_fix("repair-authentication-backend")
async def write(ground: Ground) -> Planned:
    """Owner, group and mode of the one listener; whoever else used it by its group still may not.

    Only where somebody listens and the socket's permissions are what is wrong.
    """
    helper = ground.cited.first(
        Helper, lambda one: one.role == "login" and one.answers and bool(one.trouble)
    )
    text = await ground.text(helper.file) if helper and helper.line else None
    if helper is None or text is None:
        return None
    lines = text.split("\n")
    if "unix_listener" not in lines[helper.line - 1 : helper.line][0]:
        return Advice(f"{helper.trouble} ({helper.place})")
    user = await _user(ground, helper)
    group = (await ground.host.output("id", "-gn", "--", user) or "").strip() if user else ""
    new = handed_to(lines, helper.line, user, group) if group else None
    if new is None:
        return UNSEEN
    plan = Plan(
        f"{user} may use the login socket",
        (edit(helper.file, text, "\n".join(new)),),
        check="doveconf -n >/dev/null",
        reload="doveadm reload && sleep 1",
        risks=("programs of other users that asked at that socket no longer may",),
    )
    return await _of_the_server(ground, plan)


async def _user(ground: Ground, helper: Helper) -> str:
    """The user as whom the mail server asks."""
    if helper.software == "postfix":
        return (await ground.host.output("postconf", "-h", "mail_owner") or "").strip()
    exim = await exim_file(ground)
    return await exim.value(ground, "exim_user") if exim else ""


async def _of_the_server(ground: Ground, plan: Plan) -> Plan:
    """Postfix holds back services that failed, so that it is started afresh."""
    if ground.software != "postfix":
        return plan
    return Plan(
        plan.title,
        plan.edits,
        check=f"{plan.check} && {CHECK}",
        reload=RELOAD,
        daemon=DAEMON,
        risks=plan.risks,
    )


def handed_to(lines: list[str], start: int, user: str, group: str) -> list[str] | None:
    """The lines with the listener that begins at ``start`` (from 1) for that user and group.

    ``None`` where its block does not end within a few lines or is written on one line.
    """
    head = lines[start - 1]
    end = next(
        (n for n in range(start, start + MAX_BLOCK) if n < len(lines) and lines[n].strip() == "}"),
        0,
    )
    if not head.rstrip().endswith("{") or not end or any("{" in one for one in lines[start:end]):
        return None
    indent = re.match(r"\s*", head)
    inner = f"{indent[0] if indent else ''}  "
    wanted = {"mode": "0660", "user": user, "group": group}
    kept = [one for one in lines[start:end] if one.partition("=")[0].strip() not in wanted]
    given = [f"{inner}{name} = {value}" for name, value in wanted.items()]
    return [*lines[:start], *given, *kept, *lines[end:]]
