"""What the provider publishes for this address, compared with what was seen to work."""

from __future__ import annotations

from collections.abc import Iterable

from mailmend.apps.tried import Tried, tried_outgoing
from mailmend.case import Outgoing
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


def unlike(works: Outgoing, published: Iterable[PublishedSettings]) -> tuple[str, ...]:
    """One sentence for each copy that does not lead to the settings that worked.

    Further servers in a copy are not judged, since they were not tried.
    """
    return tuple(
        f"{source.url} {said}"
        for source in published
        if (said := _unlike(works, [row for row in source.servers if row.protocol == "smtp"]))
    )


def _unlike(works: Outgoing, servers: list[PublishedServer]) -> str:
    place = (works.host, works.port, works.security)
    same = [each for each in servers if (each.host, each.port, each.security) == place]
    names = [each.username for each in same if each.username]
    if same:
        wanted = (works.username or "").lower()
        if not names or wanted in (name.lower() for name in names):
            return ""
        return (
            f"publishes {works.host} port {works.port} with the user name {names[0]}; the one that "
            f"worked there is {works.username}"
        )
    if not servers:
        return ""
    listed = ", ".join(f"{each.host} port {each.port} ({each.security})" for each in servers[:4])
    return (
        f"does not publish {works.host} port {works.port} ({works.security}), which worked; it "
        f"publishes {listed}"
    )
