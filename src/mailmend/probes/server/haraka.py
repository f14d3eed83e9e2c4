"""Haraka on the server: what it listens on, and whether it takes logins there."""

from __future__ import annotations

import re
from typing import Literal

from mailmend.configs.haraka import SMTPS, Haraka, parse_haraka
from mailmend.facts import Fact, MailServer, SubmissionService
from mailmend.probes.server.host import Host

SOFTWARE = "haraka"
USUAL = ("/etc/haraka", "/opt/haraka", "/usr/local/haraka", "/home/haraka")
_FOLDER = re.compile(r"haraka\S* (?:.* )?-c (/\S{1,200})", re.IGNORECASE)
_LOOPBACK = ("127.", "::1", "localhost")


async def observe_haraka(host: Host) -> list[Fact]:
    """The facts of Haraka, or none where neither its process nor its files are there."""
    running = (await host.fitting("[Hh]araka", "ps", "-eo", "args")).stdout
    named = _FOLDER.search(running)
    for folder in (named[1].rstrip("/"),) if named else USUAL:
        path = f"{folder}/config"
        ini = await host.read(f"{path}/smtp.ini")
        if ini is not None:
            plugins = await host.read(f"{path}/plugins") or ""
            return _observed(path, parse_haraka(plugins, ini), running=bool(named))
    return []


def _observed(path: str, config: Haraka, *, running: bool) -> list[Fact]:
    facts: list[Fact] = [
        MailServer(source="ps", software=SOFTWARE, running=running, file=f"{path}/smtp.ini")
    ]
    plugin, line = config.login_plugin
    for address, port, _ in config.listens:
        if address.startswith(_LOOPBACK):
            continue
        starttls: Literal["starttls", "none"] = "starttls" if config.encrypts else "none"
        facts.append(
            SubmissionService(
                source=f"{path}/plugins",
                software=SOFTWARE,
                name=str(port),
                port=port,
                enabled=True,
                security="tls" if port == SMTPS else starttls,
                login=config.takes_logins,
                setting=plugin or "plugins",
                file=f"{path}/plugins",
                line=line,
            )
        )
    return facts
