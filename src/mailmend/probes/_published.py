"""What the probes for published settings share: whose domain it is, and how a miss is noted."""

from __future__ import annotations

from datetime import UTC

from mailmend.case import printable
from mailmend.facts import NotObserved
from mailmend.wire.domain_names import host_name, registrable
from mailmend.world import Clock

WHAT = "published-settings"
MAX_RAW = 8192


def stamp(clock: Clock) -> str:
    """The time now as RFC 3339 in UTC."""
    return clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def own_domain(address: str) -> str | None:
    """The ASCII domain of ``address`` where it belongs to one owner, else ``None``."""
    domain = host_name(address.rpartition("@")[2])
    return domain if domain and registrable(domain) else None


def not_asked(address: str) -> NotObserved:
    """Nothing is asked for a domain that is a public suffix or no domain at all."""
    domain = printable(address.rpartition("@")[2])
    return NotObserved(
        what=WHAT, target=domain, why="nothing is asked at a public suffix or an unusable name"
    )


def left_out(url: str, dropped: int, unread: int) -> tuple[NotObserved, ...]:
    """A note where servers of a document were not taken over."""
    if not dropped and not unread:
        return ()
    why = f"{dropped} servers without a usable host, port or security; {unread} more not read"
    return (NotObserved(what="published-server", target=url, why=why),)


def shown(body: bytes) -> str:
    """The start of a document as text, for the record."""
    return body[:MAX_RAW].decode("utf-8", "replace")
