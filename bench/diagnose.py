"""One complete diagnosis in the lab, 50 ms away, beside what an engineer would run by hand.

    python -m bench.diagnose [--rounds 5] [--one-way-ms 25] [--fault username_blank] [--slow]

Needs root (the lab's network namespaces). Every command runs in turn in the same client network;
medians are printed, with the TCP connections opened (the kernel's own counter of that network) and
the ratio to Mailmend. The floor is the longest chain of round trips that one answer needs: name,
connection, greeting, EHLO, STARTTLS, TLS, EHLO, AUTH, envelope, and one that Postfix adds because
it answers only when the TLS session tickets are acknowledged: ten.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lab.practice import Lab
from lab.reported import to_toml
from lab.roots import LabUnavailable

CHAIN = 10
CLIENT = "client-a"
HOST = "mail.hosting.test"
NMAP_PORTS = "25,110,143,465,587,993,995"


@dataclass(slots=True)
class Contender:
    """One command and what was measured of it."""

    name: str
    argv: Sequence[str]
    walls: list[float] = field(default_factory=list)
    dials: list[int] = field(default_factory=list)
    network: list[float] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 0 also where the lab cannot run here, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one-way-ms", type=float, default=25)
    parser.add_argument("--fault", default="username_blank")
    parser.add_argument("--slow", action="store_true", help="nmap's scripts too (20 s a round)")
    chosen = parser.parse_args(arguments)
    try:
        with Lab(chosen.one_way_ms) as lab, tempfile.TemporaryDirectory() as place:
            _measure(lab, chosen, Path(place))
    except LabUnavailable as why:
        print(f"bench: {why}")
    return 0


def _measure(lab: Lab, chosen: argparse.Namespace, place: Path) -> None:
    fault = lab.inject(chosen.fault)
    case, password = place / "case.toml", place / "password"
    case.write_text(to_toml(fault.case))
    password.write_text(fault.password)
    contenders = _contenders(lab, case, password, fault.case, fault.password, slow=chosen.slow)
    for turn in range(chosen.rounds + 1):
        for contender in contenders:
            _run(lab, contender, counted=turn > 0)
    lab.heal()
    _print(contenders, 2 * chosen.one_way_ms)


def _contenders(
    lab: Lab, case: Path, password: Path, told: object, secret: str, *, slow: bool
) -> list[Contender]:
    address = getattr(told, "address", "") or _address(case)
    mailmend = [str(Path(sys.executable).with_name("mailmend")), "diagnose", "--json", "--no-input"]
    mailmend += ["--case", str(case), "--password-file", str(password), "--ca-file"]
    swaks = ["swaks", "--from", address, "--to", "bob@elsewhere.test", "--quit-after", "RCPT"]
    login = ["--auth", "PLAIN", "--auth-user", address, "--auth-password", secret]
    one = [*swaks, "--server", HOST, "--port", "587", "--tls", *login]
    found = [
        Contender("mailmend diagnose (everything)", [*mailmend, str(lab.ca_file)]),
        Contender("swaks, one submission on 587", one),
        Contender("swaks on 25, 465, 587, with and without login", _in_turn(_ports(swaks, login))),
        Contender("openssl s_client on 465, 587, 993", _in_turn(_openssl())),
    ]
    if slow:
        scripts = "smtp-commands,smtp-open-relay,ssl-cert"
        nmap = ["nmap", "-Pn", "-p", NMAP_PORTS, "--script", scripts, HOST]
        found.append(Contender("nmap, seven ports, SMTP scripts", nmap))
    return found


def _address(case: Path) -> str:
    line = next(line for line in case.read_text().splitlines() if line.startswith("address"))
    return line.partition("=")[2].strip().strip('"')


def _ports(swaks: list[str], login: list[str]) -> list[list[str]]:
    tls = {"25": "--tls", "587": "--tls", "465": "--tlsc"}
    base = [[*swaks, "--server", HOST, "--port", port, word] for port, word in tls.items()]
    return base + [[*command, *login] for command in base[1:]]


def _openssl() -> list[list[str]]:
    connect = ["openssl", "s_client", "-brief", "-servername", HOST, "-connect"]
    return [
        [*connect, f"{HOST}:465"],
        [*connect, f"{HOST}:993"],
        [*connect, f"{HOST}:587", "-starttls", "smtp"],
    ]


def _in_turn(commands: list[list[str]]) -> list[str]:
    import shlex

    return ["sh", "-c", "; ".join(f"{shlex.join(each)} </dev/null" for each in commands)]


def _run(lab: Lab, contender: Contender, *, counted: bool) -> None:
    before = _connections(lab)
    start = time.perf_counter()
    done = lab.run_client(CLIENT, contender.argv, timeout=180)
    wall = time.perf_counter() - start
    if not counted:
        return
    contender.walls.append(wall)
    contender.dials.append(_connections(lab) - before)
    if "mailmend" in contender.argv[0]:
        contender.network.append(float(json.loads(done.stdout)["elapsed_s"]))


def _connections(lab: Lab) -> int:
    lines = lab.run_client(CLIENT, ["cat", "/proc/net/snmp"]).stdout.splitlines()
    names, values = (line.split() for line in lines if line.startswith("Tcp:"))
    return int(values[names.index("ActiveOpens")])


def _print(contenders: list[Contender], round_trip_ms: float) -> None:
    base = statistics.median(contenders[0].walls)
    print(f"{'command':<48} {'wall s':>7} {'min':>6} {'max':>6} {'x':>6} {'dials':>6}")
    for each in contenders:
        wall = statistics.median(each.walls)
        spread = f"{min(each.walls):6.3f} {max(each.walls):6.3f}"
        print(
            f"{each.name:<48} {wall:7.3f} {spread} {wall / base:6.2f} "
            f"{statistics.median(each.dials):6.0f}"
        )
    floor = CHAIN * round_trip_ms / 1000
    network = statistics.median(contenders[0].network)
    print(f"floor: {CHAIN} round trips of {round_trip_ms:.0f} ms = {floor:.3f} s")
    print(f"mailmend's network phase: {network:.3f} s = {network / floor:.2f} x the floor")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
