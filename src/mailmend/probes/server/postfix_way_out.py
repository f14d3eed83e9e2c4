"""Where this Postfix hands mail of the sender on to, and whether it has a login for it."""

from __future__ import annotations

from typing import Literal

from mailmend.configs.postfix import Postfix, words
from mailmend.configs.postfix_domains import Question
from mailmend.configs.way_out import NextHop, postfix_next_hop
from mailmend.facts import Upstream
from mailmend.probes.server.answers import answer, resolves
from mailmend.probes.server.host import Host, View

SOFTWARE = "postfix"


async def postfix_upstream(host: Host, postfix: Postfix, view: View) -> Upstream | None:
    """The relay host for the sender; ``None`` where mail goes straight to its recipients."""
    found = await _next_hop(host, postfix, view.sender)
    if found is None:
        return None
    setting, hop = found
    place = postfix.place(setting)
    return Upstream(
        source=f"postconf {setting}",
        software=SOFTWARE,
        setting=setting,
        file=place.file,
        line=place.line,
        host=hop.host,
        port=hop.port,
        credentials=await _credentials(host, postfix, view.sender, hop),
        resolves=await resolves(host, hop.host) if hop.exact else None,
        raw=f"{setting} = {hop.text}",
    )


async def _next_hop(host: Host, postfix: Postfix, sender: str) -> tuple[str, NextHop] | None:
    """By the sender first, then for everybody (postconf(5), relayhost)."""
    setting = "sender_dependent_relayhost_maps"
    keys = (sender, f"@{sender.rpartition('@')[2]}") if sender else ()
    for table in words(postfix.value(setting)):
        for key in keys:
            entry = await answer(host, Question("table", key, table))
            if isinstance(entry, str) and entry:
                hop = postfix_next_hop(entry)
                return (setting, hop) if hop else None
    for setting in ("relayhost", "default_transport"):
        text = postfix.value(setting)
        hop = postfix_next_hop(text) if text != "smtp" else None
        if hop is not None:
            return setting, hop
    return None


async def _credentials(
    host: Host, postfix: Postfix, sender: str, hop: NextHop
) -> Literal["", "given", "missing", "unknown"]:
    """Whether a login is on file: the table is asked there, and its answer is thrown away."""
    if not postfix.flag("smtp_sasl_auth_enable"):
        return ""
    own = (sender,) if sender and postfix.flag("smtp_sender_dependent_authentication") else ()
    unknown = False
    for table in words(postfix.value("smtp_sasl_password_maps")):
        for key in (*own, hop.host, hop.text):
            result = await host.silently("postmap", "-q", key, table)
            if result.status == 0:
                return "given"
            unknown = unknown or result.status != 1 or bool(result.stderr.strip())
    return "unknown" if unknown else "missing"
