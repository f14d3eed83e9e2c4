"""The lab's command line: play, up, down, tools, roots, shell, case, coverage, fault …"""

from __future__ import annotations

import argparse
import os
import sys
import time

from lab import coverage, fault, play, roots
from lab.plan import CLIENTS, namespace, state
from lab.practice import Lab
from lab.reported import to_toml
from lab.roots import LabUnavailable
from lab.shell import CommandFailed

_COMMANDS = (
    ("play", "bring every host up, say what to do, and take it down on Ctrl-C"),
    ("up", "bring every host up, healthy"),
    ("down", "take everything down"),
    ("tools", "install with apt-get what the lab needs"),
    ("roots", "build the cached Debian roots"),
    ("shell", "a shell (or command) in a client's network or inside a host"),
    ("case", "print a fault's case as TOML"),
    ("diagnose", "run mailmend (with any options of its own) on the fault that is in"),
    ("coverage", "print docs/coverage.md: which fault stages which cause"),
    ("fault", "list, inject NAME, heal, check NAME"),
)


def main(arguments: list[str]) -> int:
    """Do one command; 0 when it is done or cannot be done here (said plainly), 2 for bad usage."""
    parser = _parser()
    chosen, further = parser.parse_known_args(arguments)
    if further and chosen.command != "diagnose":
        parser.error(f"unrecognized arguments: {' '.join(further)}")
    chosen.further = further
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
    parsers = {name: commands.add_parser(name, help=words) for name, words in _COMMANDS}
    for name in ("up", "play"):
        parsers[name].add_argument("--delay-ms", type=float, default=0, help="one way, per packet")
    parsers["shell"].add_argument("where", help="client-a, client-b, or a host's name")
    parsers["shell"].add_argument("argv", nargs=argparse.REMAINDER)
    parsers["case"].add_argument("name")
    parsers["fault"].add_argument("action", choices=["list", "inject", "heal", "check"])
    parsers["fault"].add_argument("name", nargs="?")
    return parser


def _do(chosen: argparse.Namespace) -> int:
    match chosen.command:
        case "shell":
            _shell(chosen.where, chosen.argv)
        case "case":
            print(to_toml(fault.load(chosen.name).case), end="")
        case "coverage":
            print(coverage.document(), end="")
        case "diagnose":
            lab = Lab.attach()
            _shell(*play.diagnosis(state(), lab.ca_file, chosen.further))
        case "fault":
            return _fault(chosen.action, chosen.name)
        case "tools":
            roots.ensure_tools()
        case _:
            _whole(chosen)
    return 0


def _whole(chosen: argparse.Namespace) -> None:
    """Act on the lab as a whole, which needs root and its tools."""
    if why := roots.missing():
        raise LabUnavailable(why)
    started = time.monotonic()
    match chosen.command:
        case "up":
            Lab(chosen.delay_ms).up()
            print(f"lab: up in {time.monotonic() - started:.1f} s; CA: {Lab().ca_file}")
        case "play":
            play.play(Lab(chosen.delay_ms))
        case "down":
            Lab().down()
        case _:
            roots.build_all()


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
            play.keep_case(put, state())
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
