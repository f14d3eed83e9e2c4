"""A small web and name service for the probes of published settings: what is set is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from mailmend.facts import DnsAnswer, DnsStatus
from mailmend.world import Net, WebAnswer, World


@dataclass
class Pages:
    """Answers by URL; every request is noted, with the body for a POST."""

    answers: dict[str, WebAnswer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    posted: list[tuple[str, str]] = field(default_factory=list)

    def put(
        self, url: str, body: bytes, *, status: int = 200, trusted: bool = True, final: str = ""
    ) -> None:
        """Answer ``url`` with ``body``; ``final`` is where redirections ended."""
        self.answers[url] = WebAnswer(final or url, status, body, trusted)

    def move(self, url: str, location: str) -> None:
        """Answer a POST to ``url`` with a redirection."""
        self.answers[url] = WebAnswer(url, 302, trusted=True, location=location)

    async def get(self, url: str) -> WebAnswer:
        """The answer set for the URL, else a 404."""
        self.asked.append(url)
        return self.answers.get(url, WebAnswer(url, 404))

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """The same for a POST."""
        self.posted.append((url, body))
        return self.answers.get(url, WebAnswer(url, 0, problem="timeout"))


@dataclass
class Names:
    """DNS answers by name and type."""

    records: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The records set for the question, else NXDOMAIN."""
        records = self.records.get((name, rtype), ())
        status: DnsStatus = "ok" if records else "nxdomain"
        return DnsAnswer(name=name, rtype=rtype, status=status, records=records)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """Never reached here."""
        return None


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """One fixed moment."""
        return datetime(2026, 5, 1, 12, 0, tzinfo=UTC)

    def elapsed(self) -> float:
        """No time passes."""
        return 0.0


def world(pages: Pages, names: Names | None = None) -> World:
    """A world with a web and names and no network behind."""
    return World(net=cast("Net", None), dns=names or Names(), web=pages, clock=Noon())
