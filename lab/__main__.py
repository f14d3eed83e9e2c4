"""The lab's command line: up, down, tools, shell, case, and fault list, inject, heal."""

from __future__ import annotations

import argparse
import os
import sys
import time

from lab import fault, roots
from lab.plan import CLIENTS, namespace
from lab.practice import Lab
from lab.reported import to_toml
from lab.roots import LabUnavailable
from lab.shell import CommandFailed


def main(arguments: list[str]) -> int:
    """Do one command; 0 when it is done or cannot be done here (said plainly), 2 for bad usage."""
    chosen = _parser().parse_args(arguments)
    try:
        return _do(chosen)
    except LabUnavailable as why:
        print(f"lab: {why}")
        return 0
    except (KeyError, CommandFailed) as error:
        print(f"lab: {error.args[0]}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    parsers = {}
    for name, words in (
        ("up", "bring every host up, healthy"),
        ("down", "take everything down"),
        ("tools", "install with apt-get what the lab needs"),
        ("roots", "build the cached Debian roots"),
    ):
        parsers[name] = commands.add_parser(name, help=words)
    parsers["up"].add_argument("--delay-ms", type=float, default=0, help="one way, per packet")
    shell = commands.add_parser("shell", help="a shell (or command) in a client's network")
    shell.add_argument("where", help="client-a, client-b, or a host's name")
    shell.add_argument("argv", nargs=argparse.REMAINDER)
    case = commands.add_parser("case", help="print a fault's case as TOML")
    case.add_argument("name")
    faults = commands.add_parser("fault", help="list, inject NAME, heal, check NAME")
    faults.add_argument("action", choices=["list", "inject", "heal", "check"])
    faults.add_argument("name", nargs="?")
    return parser


def _do(chosen: argparse.Namespace) -> int:
    started = time.monotonic()
    match chosen.command:
        case "up":
            Lab(chosen.delay_ms).up()
            print(f"lab: up in {time.monotonic() - started:.1f} s; CA: {Lab().ca_file}")
        case "down":
            if why := roots.missing():
                raise LabUnavailable(why)
            Lab().down()
        case "tools":
            roots.ensure_tools()
        case "roots":
            if why := roots.missing():
                raise LabUnavailable(why)
            roots.build_all()
        case "shell":
            _shell(chosen.where, chosen.argv)
        case "case":
            print(to_toml(fault.load(chosen.name).case), end="")
        case _:
            return _fault(chosen.action, chosen.name)
    return 0


def _shell(where: str, argv: list[str]) -> None:
    """Become a shell or command in that client's network or inside that host."""
    lab = Lab.attach()
    command = argv or ["bash"]
    if where in CLIENTS:
        os.execvp("ip", ["ip", "netns", "exec", namespace(where), *command])  # noqa: S606
    if where not in lab.hosts:
        raise KeyError(f"no host or client is called {where!r}")
    pid = str(lab.hosts[where].pid)
    os.execvp("nsenter", ["nsenter", "-t", pid, "-m", "-u", "-i", "-n", "-p", "--", *command])  # noqa: S606


def _fault(action: str, name: str | None) -> int:
    match action, name:
        case "list", None:
            for each in fault.names():
                print(f"{each:32} {fault.load(each).about.splitlines()[0]}")
        case "heal", None:
            Lab.attach().heal()
        case "inject", str():
            put = Lab.attach().inject(name)
            print(f"lab: {put.name} is in; diagnose from {put.client}; password {put.password}")
            print(to_toml(put.case), end="")
        case "check", str():
            problems = fault.load(name).show(Lab.attach())
            print("\n".join(problems) or f"lab: {name} is seen")
            return 1 if problems else 0
        case _:
            print("lab: fault list | inject NAME | heal | check NAME", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
