"""The keys under which Postfix looks an envelope up in its tables (access(5)). Pure."""

from __future__ import annotations

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
    def recipient(self) -> str:
        """The address of RCPT TO."""


def table_type(table: str) -> str:
    """The kind of a table, ``proxy:`` left aside."""
    return table.removeprefix("proxy:").partition(":")[0]


def access_keys(rule: str, table: str, given: Given) -> tuple[str, ...]:
    """The keys a ``check_…_access`` rule tries in turn; empty where they are not known."""
    whole = table_type(table) in _WHOLE
    match rule:
        case "check_client_access":
            return (given.client,) if whole else _address_keys(given.client)
        case "check_helo_access":
            return (given.helo,) if whole else _domain_keys(given.helo)
        case "check_sender_access":
            return _mail_keys(given.sender, whole=whole)
        case "check_recipient_access":
            return _mail_keys(given.recipient, whole=whole)
    return ()


def owners_keys(sender: str, table: str) -> tuple[str, ...]:
    """The keys tried for the owners of a sender (smtpd_sender_login_maps)."""
    if table_type(table) in _WHOLE:
        return (sender,)
    return sender, f"@{sender.rpartition('@')[2]}"


def _address_keys(address: str) -> tuple[str, ...]:
    if not address:
        return ()
    mark = ":" if ":" in address else "."
    parts = address.split(mark)
    return tuple(mark.join(parts[:count]) for count in range(len(parts), 0, -1))


def _domain_keys(domain: str) -> tuple[str, ...]:
    if not domain:
        return ()
    labels = domain.lower().split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels)))[:16]


def _mail_keys(address: str, *, whole: bool) -> tuple[str, ...]:
    if not address:
        return ()
    if whole:
        return (address,)
    local, _, domain = address.rpartition("@")
    return (address, *_domain_keys(domain), f"{local}@")
