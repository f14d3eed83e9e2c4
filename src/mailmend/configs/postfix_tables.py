"""The keys under which Postfix looks an envelope up in its tables (access(5)). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

_WHOLE = ("regexp", "pcre", "cidr", "pcre2")


class Given(Protocol):
    """The parts of an envelope that access tables are asked about."""

    @property
    def client(self) -> str:
        """The client's address."""

    @property
    def helo(self) -> str:
        """The name given in EHLO."""

    @property
    def sender(self) -> str:
        """The address of MAIL FROM."""

    @property
    def login(self) -> str:
        """The name that is logged in."""

    @property
    def recipient(self) -> str:
        """The address of RCPT TO."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How this Postfix looks up: the mark before an address extension, and parent domains.

    ``parents``: a domain's entry holds for its subdomains (parent_domain_matches_subdomains).
    """

    delimiters: str = ""
    parents: bool = True


def table_type(table: str) -> str:
    """The kind of a table, ``proxy:`` left aside."""
    return table.removeprefix("proxy:").partition(":")[0]


def is_whole(table: str) -> bool:
    """Whether the table is asked with the whole subject only, as one of patterns."""
    return table_type(table) in _WHOLE


def access_keys(
    rule: str, table: str, given: Given, manner: Manner, client_name: str = ""
) -> tuple[str, ...]:
    """The keys a ``check_…_access`` rule tries in turn; empty where they are not known."""
    whole = is_whole(table)
    match rule:
        case "check_client_access" | "check_reverse_client_hostname_access":
            return _client_keys(given.client, client_name, table, manner)
        case "check_helo_access":
            return (given.helo,) if whole else domain_keys(given.helo, manner)
        case "check_sender_access":
            return mail_keys(given.sender, manner, whole=whole)
        case "check_recipient_access":
            return mail_keys(given.recipient, manner, whole=whole)
        case "check_sasl_access":
            return (given.login,) if given.login else ()
    return ()


def owners_keys(sender: str, table: str, manner: Manner) -> tuple[str, ...]:
    """The keys tried for the owners of a sender (smtpd_sender_login_maps)."""
    if is_whole(table):
        return (sender,)
    return (*_spellings(sender, manner), f"@{sender.rpartition('@')[2]}")


def _client_keys(client: str, name: str, table: str, manner: Manner) -> tuple[str, ...]:
    """The verified name first, then the address and the networks that its parts make."""
    if not client:
        return ()
    if is_whole(table):
        return (client,) if not name or table_type(table) == "cidr" else (name, client)
    mark = ":" if ":" in client else "."
    parts = client.split(mark)
    networks = tuple(mark.join(parts[:count]) for count in range(len(parts), 0, -1))
    return (*domain_keys(name, manner), *networks)


def domain_keys(domain: str, manner: Manner) -> tuple[str, ...]:
    """A domain and those above it."""
    if not domain:
        return ()
    labels = domain.lower().split(".")
    above = (".".join(labels[start:]) for start in range(1, len(labels)))
    mark = "" if manner.parents else "."
    return (domain.lower(), *(f"{mark}{one}" for one in above))[:16]


def mail_keys(address: str, manner: Manner, *, whole: bool) -> tuple[str, ...]:
    """An address with and without its extension, its domains, its local part."""
    if not address:
        return ()
    if whole:
        return (address,)
    local, _, domain = address.rpartition("@")
    plain = _plain(local, manner)
    locals_ = (f"{local}@",) if plain == local else (f"{local}@", f"{plain}@")
    return (*_spellings(address, manner), *domain_keys(domain, manner), *locals_)


def _spellings(address: str, manner: Manner) -> tuple[str, ...]:
    local, _, domain = address.rpartition("@")
    plain = _plain(local, manner)
    return (address,) if plain == local else (address, f"{plain}@{domain}")


def _plain(local: str, manner: Manner) -> str:
    """The local part without its extension (recipient_delimiter)."""
    places = [local.find(mark) for mark in manner.delimiters if local.find(mark) > 0]
    return local[: min(places)] if places else local
