"""Exim asked what it would do (``exim -bh``), where that changes nothing on the server."""

from __future__ import annotations

from mailmend.configs.exim import Exim
from mailmend.configs.exim_rehearsal import (
    Rehearsal,
    dialogue,
    harmless,
    looks_at_encryption,
    rehearsed,
)
from mailmend.probes.server.host import ELSEWHERE, Host, View

ANY_CLIENT = "192.0.2.1"
"""Stands for a client whose address is not known (RFC 5737)."""


async def rehearse(
    host: Host, program: str, printed: str, config: Exim, view: View
) -> Rehearsal | None:
    """What the access lists come to for a client that is logged in.

    ``None`` where it was not asked: the configuration might run something, or hangs on encryption,
    or the envelope is not known.
    """
    spoken = dialogue(view.helo, view.sender, view.recipient)
    asked = bool(spoken and config.logins() and view.login)
    if not asked or not harmless(printed) or looks_at_encryption(printed):
        return None
    login = ("-oMaa", config.logins()[0], "-oMai", view.login)
    command = ("timeout", "12", program, "-bh", view.client or ANY_CLIENT, *login)
    result = await host.give(spoken, *command)
    found = rehearsed(result.stderr, result.stdout)
    return None if found is None or _about_the_stand_in(found, view) else found


def _about_the_stand_in(found: Rehearsal, view: View) -> bool:
    """Whether the recipient is refused because it is a stand-in that nobody can deliver to."""
    conditions = found.statement.conditions if found.statement else ()
    return view.recipient == ELSEWHERE and any("verify = recipient" in one for one in conditions)
