"""``mailmend demo``: the whole story on embedded servers; no network, no root.

The servers are small programs of Mailmend's own on this machine's loopback, behaving like a
Postfix as installed; names, ports and the certificate authority exist for this run only. The
diagnosis is the real one: the same flow, probes and sockets as ``mailmend diagnose``.
"""

from __future__ import annotations

import click


@click.command("demo", short_help="The whole story on embedded servers, no network, no root.")
@click.option("--verbose", "-v", is_flag=True, help="Every fact, verdict and conversation.")
@click.option("--no-color", is_flag=True, help="No colours (as with NO_COLOR).")
def command(verbose: bool, no_color: bool) -> int:
    """Break a mailbox's settings, find out why it cannot send, mend them, see that it sends."""
    import asyncio

    from mailmend.apps.demo_story import tell

    return 0 if asyncio.run(tell(verbose=verbose, color=not no_color)) else 1
