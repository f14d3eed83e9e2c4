"""Whose sessions are wanted: the names a person goes by, and the addresses they come from."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

from mailmend.case import Case

MAX_CLIENTS = 8192
MANY = 3
"""So many other accounts that log in from one address make it a shared one."""


@dataclass(frozen=True, slots=True)
class Account:
    """The names of one account, in lower case: its address and the user names on the device."""

    names: frozenset[str]
    bare: str
    phone: bool = False

    @classmethod
    def of(cls, case: Case) -> Account:
        """The account of a case."""
        told = (case.address, case.sender, case.incoming.username, case.outgoing.username)
        apple = (case.device.app or "").lower() in ("apple mail", "mail")
        ios = (case.device.os or "").lower() in ("ios", "ipados")
        return cls(
            frozenset(name.lower() for name in told if name),
            case.local_part.lower(),
            phone=apple or (ios and not case.device.app),
        )

    def is_named(self, *names: str) -> bool:
        """Whether one of the names is the account's."""
        return any(name.lower() in self.names for name in names if name)

    def may_be(self, username: str) -> bool:
        """Whether a login name is the account's, or its name without the domain."""
        return username.lower() in self.names or username.lower() == self.bare


class Clients:
    """Which addresses the account logs in from, and how many others do; bounded.

    An IPv6 address stands for its network of 64 bits, within which a phone changes it by the day.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._users: OrderedDict[str, set[str]] = OrderedDict()
        self._own: set[str] = set()

    def logged_in(self, client: str, username: str) -> None:
        """Note a login that was accepted."""
        if not client or not username or is_loopback(client):
            return
        client = network(client)
        if self._account.is_named(username):
            if len(self._own) < MAX_CLIENTS:
                self._own.add(client)
            return
        users = self._users.setdefault(client, set())
        self._users.move_to_end(client)
        if len(users) < MANY:
            users.add(username.lower())
        if len(self._users) > MAX_CLIENTS:
            self._users.popitem(last=False)

    def is_own(self, client: str, *, named: bool) -> bool:
        """Whether a session from there is the person's; one that names nobody needs more."""
        place = network(client)
        if place not in self._own:
            return False
        if len(self._users.get(place, ())) < MANY:
            return True
        return named and not is_private(client)


def network(client: str) -> str:
    """What stays of an address while its device does: of IPv6 the first 64 bits (RFC 8981)."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv4Address):
        return client
    mapped = address.ipv4_mapped
    return str(mapped) if mapped else str(ip_network((address, 64), strict=False))


def is_loopback(client: str) -> bool:
    """Whether the address is the server itself; what is no address counts as such."""
    try:
        address = ip_address(client)
    except ValueError:
        return True
    mapped = getattr(address, "ipv4_mapped", None)
    return address.is_loopback or bool(mapped and mapped.is_loopback)


def is_private(client: str) -> bool:
    """Whether the address may be a gateway that stands for many clients."""
    try:
        return ip_address(client).is_private
    except ValueError:
        return True
