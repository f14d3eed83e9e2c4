"""Whether an address leads on to another mailbox, so that it needs no account of its own."""

from __future__ import annotations

from collections.abc import Sequence

from mailmend.configs.exim_rehearsal import harmless
from mailmend.configs.postfix import words
from mailmend.configs.postfix_domains import Question
from mailmend.facts import Fact, MailServer
from mailmend.probes.server.answers import answer
from mailmend.probes.server.host import Host


async def leads_on(host: Host, address: str, seen: Sequence[Fact]) -> bool:
    """By Postfix's tables of aliases, or by Exim's own routing (``exim -bt``).

    Exim is asked only where its configuration would run nothing.
    """
    software = {one.software for one in seen if isinstance(one, MailServer)}
    if "postfix" in software:
        text = await host.output("postconf", "-xh", "virtual_alias_maps") or ""
        for table in words(text):
            if await answer(host, Question("table", address, table)):
                return True
    if "exim" in software:
        for program in ("exim", "exim4"):
            printed = await host.output(program, "-bP", "config")
            if printed and harmless(printed):
                routed = await host.output(program, "-bt", address) or ""
                return f"<-- {address}" in routed
    return False
