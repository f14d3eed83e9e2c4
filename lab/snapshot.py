"""What healing must give back exactly: every file under /etc, the routes and the firewalls."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from lab import network
from lab.host import Host
from lab.plan import MACHINES, ROUTER
from lab.practice import Lab


def take(lab: Lab) -> dict[str, str]:
    """One line of text for each thing compared, by where it is; equal before and after a fault."""
    found: dict[str, str] = {}
    for host in lab.hosts.values():
        found |= _files(host)
    for name in (ROUTER, *(machine.name for machine in MACHINES)):
        found |= _wires(name)
    return found


def take_host(lab: Lab, name: str) -> dict[str, str]:
    """The same of one host alone, which is quicker."""
    return _files(lab.hosts[name]) | _wires(name)


def difference(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Where two snapshots differ, in order."""
    places = sorted(before.keys() | after.keys())
    return [place for place in places if before.get(place) != after.get(place)]


def _files(host: Host) -> dict[str, str]:
    etc = host.root / "etc"
    return {
        f"{host.machine.name}:{path.relative_to(host.root)}": _line(path)
        for path in etc.rglob("*")
        if path.suffix != ".db"
    }


def _line(path: Path) -> str:
    status = path.lstat()
    head = f"{stat.filemode(status.st_mode)} {status.st_uid} {status.st_gid}"
    if path.is_symlink():
        return f"{head} -> {path.readlink()}"
    if stat.S_ISREG(status.st_mode):
        return f"{head} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    return head


def _wires(name: str) -> dict[str, str]:
    return {
        f"{name} routes": network.inside(name, ["ip", "route"]),
        f"{name} IPv6 routes": network.inside(name, ["ip", "-6", "route"]),
        f"{name} firewall": network.inside(name, ["nft", "-s", "list", "ruleset"]),
    }
