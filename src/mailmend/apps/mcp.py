"""``mailmend mcp``: tools for an assistant, over standard input and output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mailmend.case import InputError

if TYPE_CHECKING:
    from mailmend.apps.mcp_local import LocalBackend

NEEDS = "mailmend mcp needs more than is installed here; run: pip install 'mailmend[mcp]'"


@click.command("mcp", short_help="Tools for an assistant (Model Context Protocol).")
@click.option("--resolver", metavar="IP[:PORT]", help="Ask this name server, not the system's.")
@click.option("--ca-file", "ca_files", metavar="PEM", multiple=True, help="Trust these too.")
@click.option("--timeout", type=click.FloatRange(1, 600), default=60.0, show_default=True)
def command(resolver: str | None, ca_files: tuple[str, ...], timeout: float) -> int:
    """Serve the tools diagnose, remedies, settings, explain and causes on standard input.

    They look and change nothing: no tool takes a password, none sends mail. mailmend serve offers
    the same over HTTP under /mcp, for tokens with the scope diagnose.
    """
    try:
        from mailmend.apps.mcp_tools import server
    except ModuleNotFoundError as missing:
        raise InputError(f"{NEEDS} (there is no {missing.name})") from None
    from importlib.metadata import version

    backend = _backend(resolver, ca_files, timeout)
    server(backend, version("mailmend")).run("stdio")
    return 0


def _backend(resolver: str | None, ca_files: tuple[str, ...], timeout: float) -> LocalBackend:
    from mailmend.apps.mcp_local import LocalBackend
    from mailmend.io.resolvers import parse_resolver
    from mailmend.io.roots import read_pem

    if resolver:
        parse_resolver(resolver)
    for name in ca_files:
        read_pem(Path(name))
    return LocalBackend(resolver, tuple(Path(name) for name in ca_files), timeout)
