"""Where Exim and OpenSMTPD hand mail on to, and whether they have a login for it."""

from __future__ import annotations

import re
from typing import Literal

from mailmend.configs.exim_routers import smart_host
from mailmend.configs.postfix import Place
from mailmend.configs.sockets import is_here
from mailmend.configs.way_out import NextHop, opensmtpd_next_hop
from mailmend.facts import MailRoute, Upstream
from mailmend.facts.server_state import RouteProblem
from mailmend.probes.server.answers import resolves
from mailmend.probes.server.exim_source import EximHere, line_with
from mailmend.probes.server.host import Host

PASSWORDS = "/etc/exim4/passwd.client"
_RELAY = re.compile(
    r"\brelay\s+host\s+(\"[^\"]{1,400}\"|\S{1,400})(?:.*?\bauth\s+<([\w.-]{1,60})>)?"
)
_TABLE = r"(?m)^\s*table\s+{}\s+(?:file:|\"?file:)(/[^\s\"]+)"
Credentials = Literal["", "given", "missing", "unknown"]


async def exim_upstream(exim: EximHere) -> Upstream | None:
    """The smart host; ``None`` where mail goes straight to its recipients.

    Debian's configuration can always log in and does so only where a login is on file, so that
    none on file is none asked for.
    """
    hop = smart_host(exim.printed)
    if hop is None:
        return None
    place = await exim.at(line_with(exim.text, "route_list"))
    login = _logs_in(exim.printed)
    found = await _on_file(exim.host, PASSWORDS, hop.host) if login else "missing"
    credentials: Credentials = "" if found == "missing" else found
    return await _upstream(exim.host, place, hop, credentials, software="exim")


def _logs_in(printed: str) -> bool:
    """Whether an authenticator is for Exim as a client."""
    return re.search(r"(?m)^\s*client_(?:send|name|secret)\s*=", printed) is not None


async def opensmtpd_upstream(host: Host, path: str, text: str) -> Upstream | None:
    """The host of the first ``relay host``."""
    for number, line in enumerate(text.split("\n"), 1):
        named = _RELAY.search(line.partition("#")[0])
        found = opensmtpd_next_hop(named[1]) if named else None
        if named is None or found is None:
            continue
        hop, label = found
        table = re.search(_TABLE.format(re.escape(named[2])), text) if named[2] else None
        credentials: Credentials = "unknown" if named[2] else ""
        if table and label:
            credentials = await _on_file(host, table[1], label)
        place = Place(path, number)
        return await _upstream(host, place, hop, credentials, software="opensmtpd")
    return None


async def _on_file(host: Host, path: str, label: str) -> Credentials:
    """Whether a file of logins has a line for the host; the line itself stays there."""
    state = await host.stat(path)
    if not state.exists:
        return "missing" if state.exists is False else "unknown"
    wanted = rf"^({re.escape(label)}|\*)[[:space:]:]"
    result = await host.silently("grep", "-qiE", "--", wanted, path)
    if result.status == 0:
        return "given"
    return "missing" if result.status == 1 else "unknown"


async def _upstream(
    host: Host, place: Place, hop: NextHop, credentials: Credentials, *, software: str
) -> Upstream:
    return Upstream(
        source=place.file,
        software=software,
        setting="route_list" if software == "exim" else "relay host",
        file=place.file,
        line=place.line,
        host=hop.host,
        port=hop.port,
        credentials=credentials,
        resolves=await resolves(host, hop.host),
        raw=hop.text,
    )


def _nowhere(place: str) -> MailRoute:
    return MailRoute(
        source=place,
        software="exim",
        setting="begin routers",
        file=place,
        domain="",
        transport="dnslookup",
        problem="no-such-service",
    )


async def way_of(
    host: Host, upstream: Upstream | None, *, routed: bool = True, place: str = ""
) -> list[MailRoute]:
    """What is wrong with the way out of Exim and OpenSMTPD: nothing, as a rule.

    ``routed``: the configuration has a way for mail for others at all; ``place`` is its file.
    """
    if upstream is None:
        return [] if routed else [_nowhere(place)]
    endpoint = f"{upstream.host}:{upstream.port or 25}"
    if not is_here(upstream.host):
        return []
    problem: RouteProblem = ""
    if await host.answers(endpoint) is False:
        problem = "silent"
    elif upstream.port in {None, 25}:
        problem = "loops"
    return [
        MailRoute(
            source=upstream.source,
            software=upstream.software,
            setting=upstream.setting,
            file=upstream.file,
            line=upstream.line,
            domain="",
            transport="smtp",
            next_hop=endpoint,
            problem=problem,
        )
    ]
