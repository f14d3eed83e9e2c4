"""Dovecot's login sockets as its configuration names them."""

from __future__ import annotations

from mailmend.configs.dovecot import Block, parse_dovecot
from mailmend.configs.sockets import socket_files, under_run
from mailmend.mending.ground import Ground

BASE = "/run/dovecot"


async def settings(ground: Ground) -> Block | None:
    """What is in force; ``None`` where Dovecot is not installed."""
    text = await ground.host.output("doveconf", "-n")
    return None if text is None else parse_dovecot(text)


async def login_sockets(ground: Ground) -> dict[str, bool]:
    """The sockets for logins of other programs, and whether each is listened on."""
    root = await settings(ground)
    if root is None:
        return {}
    listened = socket_files(await ground.host.output("ss", "-lxH") or "")
    return {path: under_run(path) in listened for path in _configured(root)}


def _configured(root: Block) -> list[str]:
    labels = [
        listener.label
        for service in root.every("service")
        if service.label == "auth"
        for listener in service.every("unix_listener")
        if listener.settings.get("mode") != "0"
    ]
    names = {"auth-client", *labels}
    paths = [name if name.startswith("/") else f"{BASE}/{name}" for name in names]
    inner = ("auth-userdb", "auth-master", "auth-login", "auth-token", "auth-worker")
    return sorted(path for path in paths if not path.endswith(inner))
