"""The server that the command line names: this machine, or one to log in to by ssh."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import click

from mailmend.case import InputError, printable
from mailmend.secret import Secret
from mailmend.world import Dns, Shell, ShellLost

if TYPE_CHECKING:
    from mailmend.mending.unpack import Who
    from mailmend.probes.server.host import View
    from mailmend.probes.server.observe import Seen

LOCAL = "local"
client_option = click.option(
    "--client-ip",
    "client_ips",
    metavar="IP",
    multiple=True,
    help="The internet address of the device; again where it has IPv4 and IPv6.",
)


def parse_client(text: str | None) -> str:
    """The device's address; empty where none was given. Raises ``InputError``."""
    if text is None:
        return ""
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        shown = printable(text)[:60]
        raise InputError(f"--client-ip {shown} is not an internet address") from None


def parse_clients(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The device's addresses, each once. Raises ``InputError``."""
    return tuple(dict.fromkeys(map(parse_client, texts)))


def host_of(target: str) -> str:
    """The name by which a report speaks of the target. Raises ``InputError``."""
    if target == LOCAL:
        import platform

        return platform.node() or "localhost"
    from mailmend.io.ssh import parse_ssh_target

    return parse_ssh_target(target).host


def as_it_is(shell: Shell) -> Shell:
    """A shell that nobody follows."""
    return shell


async def read_server(
    target: str,
    dns: Dns,
    view: View,
    *,
    budget_s: float,
    follow: Callable[[Shell], Shell] = as_it_is,
    secret: Secret | None = None,
) -> Seen:
    """All that is read there. Raises ``InputError`` for a target that cannot be read.

    ``follow`` may note down what is run; ``secret`` is a password to be tried on the server.
    """
    from mailmend.probes.server.observe import observe_server

    try:
        async with logged_in(target) as shell:
            await finish_what_was_cut_off(shell)
            return await observe_server(follow(shell), dns, view, budget_s=budget_s, secret=secret)
    except ShellLost as fault:
        raise InputError(f"{printable(target)[:100]} cannot be read: {fault}") from None


async def finish_what_was_cut_off(shell: Shell) -> None:
    """Take back a repair that nobody confirmed and whose timer is gone, as after a power cut.

    That is part of the repair, which promised it; a server without repairs is left alone.
    """
    from mailmend.io.agent_program import agent_program
    from mailmend.mending.agent import Agent

    said = await Agent(shell, agent_program()).recover()
    for line in said.output.splitlines()[:20]:
        if line.startswith("finished "):
            words = printable(line.removeprefix("finished "))[:80]
            sys.stderr.write(f"mailmend: a repair that was cut off has been taken back: {words}\n")


@asynccontextmanager
async def logged_in(target: str) -> AsyncIterator[Shell]:
    """A shell there, over a connection of its own. Raises ``InputError`` for a bad target."""
    from mailmend.io.local_shell import LocalShell
    from mailmend.io.ssh import SshShell, parse_ssh_target

    if target == LOCAL:
        yield LocalShell()
        return
    async with SshShell(parse_ssh_target(target)) as shell:
        yield shell


async def who_am_i(shell: Shell) -> Who:
    """Who has something done there, for the server's record."""
    import platform
    from importlib.metadata import version

    from mailmend.mending.unpack import Who

    login = (await shell.run(("id", "-un"))).stdout.strip()[:64]
    return Who(f"{_person()}@{platform.node()}", login, version("mailmend"))


def _person() -> str:
    """The login name on this machine, where there is one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
