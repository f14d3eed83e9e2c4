"""The lab's map: which hosts exist, their addresses, and where the lab keeps its state."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROUTER = "router"
ROUTER_V4 = "198.51.100.1"
ROUTER_V6 = "2001:db8:1::1"
RESOLVER_V4 = "198.51.100.54"
CLIENT_NETWORKS_V4 = {"client-a": "203.0.113.0/25", "client-b": "203.0.113.128/25"}
CLIENT_NETWORKS_V6 = {"client-a": "2001:db8:a::/48", "client-b": "2001:db8:b::/48"}


@dataclass(frozen=True, slots=True)
class Machine:
    """One host on the router: its root (empty for a bare client), name and addresses."""

    name: str
    root: str
    fqdn: str
    v4: str
    v6: str
    more_v4: tuple[str, ...] = ()

    @property
    def is_client(self) -> bool:
        """True for a network the person sits in, which has no root of its own."""
        return self.root == ""


MACHINES: tuple[Machine, ...] = (
    Machine("dns", "net", "ns.lab.test", "198.51.100.53", "2001:db8:1::53"),
    Machine("resolver", "net", "resolver.lab.test", RESOLVER_V4, "2001:db8:1::54"),
    Machine("web", "net", "web.lab.test", "198.51.100.80", "2001:db8:1::80", ("198.51.100.90",)),
    Machine("hosting", "postfix", "mail.hosting.test", "198.51.100.10", "2001:db8:1::10"),
    Machine("eximhost", "exim", "mail.eximhost.test", "198.51.100.20", "2001:db8:1::20"),
    Machine("openhost", "opensmtpd", "mail.openhost.test", "198.51.100.30", "2001:db8:1::30"),
    Machine("elsewhere", "postfix", "mx.elsewhere.test", "198.51.100.40", "2001:db8:1::40"),
    Machine("oldhost", "postfix", "mail.oldhost.test", "198.51.100.50", "2001:db8:1::50"),
    Machine("client-a", "", "", "203.0.113.10", "2001:db8:a::10"),
    Machine("client-b", "", "", "203.0.113.140", "2001:db8:b::10"),
)
BY_NAME: dict[str, Machine] = {machine.name: machine for machine in MACHINES}
CLIENTS: tuple[str, ...] = tuple(m.name for m in MACHINES if m.is_client)
UNUSED_V4 = "198.51.100.99"  # routed nowhere: packets to it vanish
UNUSED_V6 = "2001:db8:1::99"
CDN_V4 = "198.51.100.90"  # answers on 80 and 443 only


def instance() -> str:
    """The lab's name on this machine (MAILMEND_LAB_NAME), so that two labs can stand side by side.

    Raises ValueError for a name that is not 1 to 12 letters or digits.
    """
    name = os.environ.get("MAILMEND_LAB_NAME", "lab")
    if not (name.isascii() and name.isalnum() and len(name) <= 12):
        raise ValueError("MAILMEND_LAB_NAME must be 1 to 12 letters or digits")
    return name


def namespace(name: str) -> str:
    """The network namespace of a host, a client or the router."""
    return f"mailmend-{instance()}-{name}"


def state() -> Path:
    """The running lab's state directory (a small tmpfs of its own)."""
    return Path("/run/mailmend-lab") / instance()
