"""The accounts of an iOS accounts database, as its rows give them: links, owners and properties.

Tables and keys: ZACCOUNT, ZACCOUNTTYPE and ZACCOUNTPROPERTY of Accounts3.sqlite. A mail account
names its outgoing server by ``SMTPIdentifier`` (host and user name with a colon between) or by
``SendingAccountIdentifier`` (the server row's own identifier).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

SMTP = "com.apple.account.SMTP"
MANUAL = frozenset(
    {"com.apple.account.IMAP", "com.apple.account.IMAPMail", "com.apple.account.POP"}
)
PROVIDERS = frozenset(
    f"com.apple.account.{name}"
    for name in ("Google", "Hotmail", "Yahoo", "aol", "163", "126", "qq")
)
MAIL_DATACLASS = "com.apple.Dataclass.Mail"
LINKS = ("SendingAccountIdentifier", "SMTPIdentifier")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One row of ZACCOUNT with its type and properties; ``None`` is a NULL.

    ``refused_at`` is when a renewal of the credential was last turned down;
    ``mail`` are the mail settings that a provider's account keeps for its children.
    """

    key: int
    kind: str
    identifier: str = ""
    parent: int | None = None
    username: str | None = None
    active: bool | None = None
    authenticated: bool | None = None
    credential: str = ""
    refused_at: datetime | None = None
    properties: Mapping[str, object] = field(default_factory=dict)
    mail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountTree:
    """All rows of one database; ``marks_profiles`` where rows tell of a configuration profile."""

    rows: tuple[AccountRow, ...]
    marks_profiles: bool = True

    def parent(self, row: AccountRow) -> AccountRow | None:
        """The row above, where there is one."""
        if row.parent is None or row.parent == row.key:
            return None
        return next((one for one in self.rows if one.key == row.parent), None)

    def family(self, row: AccountRow) -> tuple[AccountRow, ...]:
        """The row and the one above it, whose values it inherits."""
        above = self.parent(row)
        return (row,) if above is None else (row, above)

    def inherited(self, row: AccountRow, name: str) -> object:
        """The property of that name, of the row itself or of the one above."""
        values = (one.properties.get(name) for one in self.family(row))
        return next((value for value in values if value is not None), None)

    def servers(self) -> tuple[AccountRow, ...]:
        """The outgoing servers."""
        return tuple(row for row in self.rows if row.kind == SMTP)

    def mailboxes(self) -> tuple[AccountRow, ...]:
        """The rows that hold a mail account; one above another mail row is not one itself."""
        wanted = [row for row in self.rows if row.kind in MANUAL | PROVIDERS]
        above = {row.parent for row in wanted}
        return tuple(row for row in wanted if row.key not in above)

    def link(self, row: AccountRow) -> str:
        """What the account calls its outgoing server; empty where it names none."""
        values = (self.inherited(row, name) for name in LINKS)
        return next((value for value in values if isinstance(value, str) and value), "")

    def linked(self, row: AccountRow) -> AccountRow | None:
        """The outgoing server the account names, where that row exists."""
        wanted = self.link(row).lower()
        if not wanted:
            return None
        return next((one for one in self.servers() if wanted in self._names(one)), None)

    def _names(self, server: AccountRow) -> set[str]:
        """All the names by which an outgoing server can be called."""
        host = str(server.properties.get("Hostname") or "").lower()
        names = {server.identifier.lower(), host}
        users = (server.username, server.properties.get("Username"))
        names.update(f"{host}:{user.lower()}" for user in users if isinstance(user, str))
        return names - {""}

    def addresses(self, row: AccountRow) -> tuple[str, ...]:
        """The mail addresses of the account, each once; its login where no other is told."""
        family = self.family(row)
        found = [one for each in family for one in _addresses(each)]
        logins = [one for each in family for one in _texts(each.username)]
        return tuple(dict.fromkeys(found or logins[:1]))


def _addresses(row: AccountRow) -> Iterator[str]:
    listed = row.properties
    for value in (
        listed.get("IdentityEmailAddress"),
        listed.get("EmailAddresses"),
        listed.get("EmailAliases"),
        row.mail.get("EmailAddress"),
    ):
        yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    """The addresses in a text, a list of texts, or a list of alias entries."""
    if isinstance(value, str) and "@" in value:
        yield value
    elif isinstance(value, Mapping):
        keys: Sequence[object] = tuple(value)
        yield from _texts(value.get("EmailAddresses", keys))
    elif isinstance(value, list | tuple):
        for one in value[:100]:
            yield from _texts(one)
