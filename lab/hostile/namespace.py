"""A network of its own in which the hostile servers have public-looking addresses.

Nothing in it leads outside: what is sent to any other address goes down a wire without an end.
The product needs no switch: it sees real ports, real names and addresses that its guard accepts.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Self

from lab.hostile.catalogue import behaviours
from lab.shell import run

NAME_SERVER = "198.41.0.53"
_OWN = "198.41.0.1"
_OWN_V6 = "2a00:1::1"
_NEVER = (
    "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, "
    "192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, "
    "203.0.113.0/24, 224.0.0.0/3"
)
_NEVER_V6 = (
    "::/96, ::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48, 2001::/23, 2001:db8::/32, 2002::/16, "
    "fc00::/7, fe80::/10, fec0::/10"
)
_RULES = f"""
table inet never {{
  chain out {{
    type filter hook output priority 0;
    ip daddr {{ {_NEVER} }} meta l4proto {{ tcp, udp }} counter
    ip6 daddr {{ {_NEVER_V6} }} meta l4proto {{ tcp, udp }} counter
  }}
}}
"""


def places() -> dict[str, str]:
    """An address for every behaviour; those of the name server share the name server's."""
    talking = [each.name for each in behaviours().values() if each.handler]
    found = {name: f"198.41.{1 + n // 200}.{1 + n % 200}" for n, name in enumerate(talking)}
    return {name: found.get(name, NAME_SERVER) for name in behaviours()}


class Namespace:
    """The network by its name under ``/run/netns``; a context that makes and removes it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._etc = Path("/etc/netns") / name

    def __enter__(self) -> Self:
        self.down()
        run(["ip", "netns", "add", self.name])
        lines = (
            "link set lo up",
            "link add out type veth peer name void",
            "link set out arp off",
            "link set void up",
            f"addr add {_OWN}/32 dev out",
            f"addr add {_OWN_V6}/128 dev out nodad",
            "link set out up",
            "route add default dev out",
            "-6 route add default dev out",
            "route add local 198.41.0.0/16 dev lo",
        )
        for line in lines:
            run(["ip", "-n", self.name, *line.split()])
        run(["ip", "netns", "exec", self.name, "nft", "-f", "-"], stdin=_RULES)
        self._etc.mkdir(parents=True, exist_ok=True)
        (self._etc / "resolv.conf").write_text(f"nameserver {NAME_SERVER}\n", "ascii")
        (self._etc / "hosts").write_text("", "ascii")
        return self

    def __exit__(self, *_: object) -> None:
        self.down()

    def down(self) -> None:
        """Remove the network and its files, as far as they are there."""
        run(["ip", "netns", "del", self.name], check=False)
        shutil.rmtree(self._etc, ignore_errors=True)

    def inside(self, argv: list[str]) -> list[str]:
        """The command that runs ``argv`` in this network."""
        return ["ip", "netns", "exec", self.name, *argv]

    def sent_inside(self) -> int:
        """How many packets were sent to addresses that are not public, by anyone in here."""
        listed = run(self.inside(["nft", "list", "table", "inet", "never"])).stdout
        words = listed.split()
        return sum(int(words[n + 1]) for n, word in enumerate(words) if word == "packets")
