"""The smart host of an Exim: a manualroute router for every domain (spec, chapter 20). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailmend.configs.way_out import NextHop, exim_next_hop

MAX_LINES = 50_000


def smart_host(printed: str) -> NextHop | None:
    """The next hop of ``exim -bP config`` for all mail; ``None`` where there is none.

    A router for some domains or senders alone is none.
    """
    for options in _routers(printed):
        routed = options.get("route_list", "")
        foreign = options.get("domains", "*") in {"*", "! +local_domains", "!+local_domains"}
        narrowed = {"senders", "condition", "local_parts", "sender_domains"} & set(options)
        hop = exim_next_hop(routed) if options.get("driver") == "manualroute" else None
        if hop is not None and foreign and not narrowed:
            return hop
    return None


_OUTWARD = frozenset({"dnslookup", "manualroute", "ipliteral", "iplookup", "queryprogram"})


def has_way_out(printed: str) -> bool:
    """Whether any router leads to other servers; without one all such mail is thrown back.

    A list of routers that was not understood counts as one that does.
    """
    drivers = [options["driver"] for options in _routers(printed) if "driver" in options]
    others = any(one.startswith("$") or not one for one in drivers)
    return not drivers or others or bool(_OUTWARD & set(drivers))


def _routers(printed: str) -> Iterator[dict[str, str]]:
    """The options of each router in order."""
    inside, options = False, dict[str, str]()
    for line in (raw.strip() for raw in printed.split("\n")[:MAX_LINES]):
        if line.startswith("begin "):
            inside = line.split()[1:2] == ["routers"]
        elif inside and re.fullmatch(r"\w+:", line):
            yield options
            options = {}
        elif inside:
            name, _, value = line.partition("=")
            options[name.strip()] = value.strip()
    yield options
