"""Postfix: it listens for others, not for the server itself only."""

from __future__ import annotations

from mailmend.configs.postfix import words
from mailmend.configs.sockets import is_inward
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Planned, server_fix
from mailmend.server_fixes._postfix import postfix_files
from mailmend.server_fixes.postfix_backend import RESTART

RISK = "the mail server can be reached from outside on every port that it serves"


@server_fix("start-mail-service", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only where inet_interfaces names nothing but the loopback; a new address needs a restart."""
    files = await postfix_files(ground)
    named = words(files.postfix.value("inet_interfaces").lower()) if files else ()
    if files is None or not named or not all(is_inward(one) for one in named):
        return None
    made = files.with_main("inet_interfaces", "all")
    return made.plan("Postfix listens on every address of the server", RISK, reload=RESTART)
