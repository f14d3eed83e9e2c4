"""Who has a mailbox where, and with which password; all invented, all inside the lab."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

DOMAINS: dict[str, str] = {
    "customer.test": "hosting",
    "eximcustomer.test": "eximhost",
    "opencustomer.test": "openhost",
    "elsewhere.test": "elsewhere",
    "oldcustomer.test": "oldhost",
}
_LOCAL_PARTS: dict[str, tuple[str, ...]] = {
    "customer.test": ("alice", "carol", "dave", "info"),
    "eximcustomer.test": ("erin", "frank", "info"),
    "opencustomer.test": ("olga", "info"),
    "elsewhere.test": ("bob", "dana"),
    "oldcustomer.test": ("vera",),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A mailbox owner: address, password, and the plan's host that serves the mailbox."""

    address: str
    password: str
    host: str

    @property
    def local_part(self) -> str:
        """The part before the @."""
        return self.address.partition("@")[0]


def person(address: str) -> Person:
    """The owner of that address. Raises KeyError for a domain the lab does not serve."""
    local, _, domain = address.partition("@")
    return Person(address, f"{local}-Lighthouse-{len(domain)}", DOMAINS[domain])


def people_of(host: str) -> tuple[Person, ...]:
    """Everyone whose mailbox that host serves."""
    return tuple(
        person(f"{local}@{domain}")
        for domain, where in DOMAINS.items()
        if where == host
        for local in _LOCAL_PARTS[domain]
    )


def domain_of(host: str) -> str:
    """The mail domain that host serves. Raises StopIteration when it serves none."""
    return next(domain for domain, where in DOMAINS.items() if where == host)


def hashed(secret: str) -> str:
    """The password as Dovecot's {SSHA256} scheme writes it (fixed salt: the lab is public)."""
    salt = b"mailmend"
    digest = hashlib.sha256(secret.encode() + salt).digest()
    return "{SSHA256}" + base64.b64encode(digest + salt).decode("ascii")
