"""What the provider publishes for this address, compared with what was seen to work."""

from __future__ import annotations

from mailmend.apps.tried import Tried, tried_outgoing
from mailmend.facts import Facts, PublishedServer, PublishedSettings

BUNDLED = ("provider-database", "ispdb")


def differences(facts: Facts) -> tuple[str, ...]:
    """One sentence for each published outgoing server that did not work when it was tried.

    What was not tried, or works as well as the settings chosen, is no difference.
    """
    tried = {(row.host, row.port, row.security): row for row in tried_outgoing(facts)}
    found: list[str] = []
    for source in facts.of(PublishedSettings, lambda each: each.origin not in BUNDLED):
        for server in source.servers:
            row = tried.get((server.host, server.port, server.security))
            said = _difference(server, row) if server.protocol == "smtp" and row else ""
            if said:
                found.append(f"{source.url} publishes {server.host} port {server.port} {said}")
    return tuple(dict.fromkeys(found))


def _difference(server: PublishedServer, row: Tried) -> str:
    if row.status in ("fails", "refused"):
        return f"({server.security}), which did not work: {row.why}"
    named = server.username
    if row.status == "works" and named and row.username and named.lower() != row.username.lower():
        return f"with the user name {named}; the one that works there is {row.username}"
    return ""
