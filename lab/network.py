"""The wires: a router and one veth per host, with routed /32 and /128 addresses."""

from __future__ import annotations

import shutil
from pathlib import Path

from lab import delay
from lab.plan import (
    CLIENTS,
    MACHINES,
    RESOLVER_V4,
    ROUTER,
    ROUTER_V4,
    ROUTER_V6,
    UNUSED_V4,
    UNUSED_V6,
    Machine,
    namespace,
)
from lab.shell import run

_GATEWAY_V4 = "169.254.1.1"
_GATEWAY_V6 = "fe80::1"


def raise_wires(delay_ms: float = 0) -> None:
    """Create every namespace, wire it to the router and set addresses and routes.

    With a delay, each client's wire holds every packet that many milliseconds one way.
    """
    for name in (ROUTER, *(machine.name for machine in MACHINES)):
        run(["ip", "netns", "add", namespace(name)])
    delayed = CLIENTS if delay_ms > 0 else ()
    for client in delayed:
        delay.start(client, delay_ms)
    _batch(ROUTER, _router_lines(delayed))
    for machine in MACHINES:
        _batch(machine.name, _host_lines(machine, delayed=machine.name in delayed))
    for key in ("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"):
        inside(ROUTER, ["sysctl", "-qw", f"{key}=1"])


def lower_wires() -> None:
    """Remove the lab's namespaces and its own entries under /etc/netns."""
    for client in CLIENTS:
        delay.stop(client)
    for name in (*(machine.name for machine in MACHINES), ROUTER):
        run(["ip", "netns", "del", namespace(name)], check=False)
        shutil.rmtree(Path("/etc/netns") / namespace(name), ignore_errors=True)
    own = Path("/etc/netns")
    if own.is_dir() and not any(own.iterdir()):
        own.rmdir()


def dress_client(name: str, trusted: Path) -> None:
    """Lay the lab's resolver and its certification authority over a client's /etc.

    `ip netns exec` binds /etc/netns/NAME/* over /etc/*; only entries of our own are made.
    """
    overlay = Path("/etc/netns") / namespace(name)
    shutil.rmtree(overlay, ignore_errors=True)
    overlay.mkdir(parents=True)
    (overlay / "resolv.conf").write_text(
        f"nameserver {RESOLVER_V4}\noptions timeout:2 attempts:1\n", "ascii"
    )
    shutil.copytree(
        "/etc/ssl", overlay / "ssl", symlinks=True, ignore=shutil.ignore_patterns("private")
    )
    authority = overlay / "ssl" / "certs" / "mailmend-lab.pem"
    shutil.copy(trusted, authority)
    digest = run(["openssl", "x509", "-in", str(trusted), "-noout", "-subject_hash"])
    (overlay / "ssl" / "certs" / f"{digest.stdout.strip()}.0").symlink_to(authority.name)
    bundle = overlay / "ssl" / "certs" / "ca-certificates.crt"
    bundle.write_bytes(bundle.read_bytes() + trusted.read_bytes())


def inside(name: str, argv: list[str], stdin: str | None = None) -> str:
    """Run argv in the network namespace of `name` only, and return its output."""
    return run(["nsenter", f"--net=/run/netns/{namespace(name)}", *argv], stdin=stdin).stdout


def _router_lines(delayed: tuple[str, ...]) -> list[str]:
    lines = [
        "link set lo up",
        f"addr add {ROUTER_V4}/32 dev lo",
        f"addr add {ROUTER_V6}/128 dev lo nodad",
        f"route add blackhole {UNUSED_V4}",
        f"route add blackhole {UNUSED_V6}",
    ]
    for machine in MACHINES:
        wire = machine.name
        if wire not in delayed:
            lines.append(f"link add {wire} type veth peer name eth0 netns {namespace(wire)}")
        lines += [
            f"addr add {_GATEWAY_V4}/32 dev {wire}",
            f"addr add {_GATEWAY_V6}/64 dev {wire} nodad",
            f"link set {wire} up",
            *(f"route add {v4}/32 dev {wire}" for v4 in (machine.v4, *machine.more_v4)),
            f"route add {machine.v6}/128 dev {wire}",
        ]
    return lines


def _host_lines(machine: Machine, *, delayed: bool) -> list[str]:
    via_v4 = "" if delayed else f"via {_GATEWAY_V4} "
    via_v6 = "::/0" if delayed else f"default via {_GATEWAY_V6}"
    onlink = "" if delayed else " onlink"
    return [
        "link set lo up",
        *(f"addr add {v4}/32 dev eth0" for v4 in (machine.v4, *machine.more_v4)),
        f"addr add {machine.v6}/128 dev eth0 nodad",
        "link set eth0 up",
        f"route add default {via_v4}dev eth0{onlink} src {machine.v4}",
        f"route add {via_v6} dev eth0 src {machine.v6}",
    ]


def _batch(name: str, lines: list[str]) -> None:
    run(["ip", "-n", namespace(name), "-batch", "-"], stdin="\n".join(lines) + "\n")
