"""The published domains in memory, and how they follow the database."""

from __future__ import annotations

from mailmend.apps.web.published.answers import DomainAnswers, answers_of
from mailmend.io.store import published
from mailmend.io.store.database import Database
from mailmend.wire.domain_names import host_name

REFRESH_S = 5.0
_PREFIXES = ("autoconfig.", "autodiscover.", "ua-auto-config.")


class Shelf:
    """Answers by domain. It is replaced as a whole, so that no request sees half of a change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._domains: dict[str, DomainAnswers] = {}
        self._version: published.Version | None = None

    def of_domain(self, domain: str) -> DomainAnswers | None:
        """The answers for a domain in any spelling of it."""
        found = self._domains.get(domain)
        if found is None and self._domains:
            return self._domains.get(host_name(domain) or "")
        return found

    def of_host(self, host: str) -> DomainAnswers | None:
        """The answers for the domain whose service name was called, such as autoconfig.DOMAIN."""
        name = host.lower().rpartition(":")[0] if host[-1:].isdigit() else host.lower()
        for prefix in _PREFIXES:
            if name.startswith(prefix):
                return self.of_domain(name.removeprefix(prefix))
        return self.of_domain(name)

    async def refresh(self) -> None:
        """Take over what changed in the database. Raises ``NotUsable`` for a damaged row."""
        async with self._database.reading() as session:
            version = await published.version(session)
            if version == self._version:
                return
            patterns = await published.every(session)
        self._domains = {each.pattern.domain: answers_of(each.pattern) for each in patterns}
        self._version = version
