"""Postfix: Dovecot's submission service on the same machine is trusted to relay."""

from __future__ import annotations

from mailmend.configs.networks import covers
from mailmend.configs.postfix import words
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes import _dovecot
from mailmend.server_fixes._postfix import postfix_files

LOOPBACK = {"127.0.0.1": "127.0.0.1/32", "localhost": "127.0.0.1/32", "::1": "[::1]/128"}
RISK = "every program on this machine may relay then"


@server_fix("trust-submission-front-end", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only over the loopback: an address that others can have is never trusted."""
    files, root = await postfix_files(ground), await _dovecot.settings(ground)
    if files is None or root is None:
        return None
    front = root.settings.get("submission_relay_host", "").strip("[]")
    if front not in LOOPBACK:
        return Advice(f"the front end hands on to {front or 'an unknown host'}, not to loopback")
    value, in_master = files.value("mynetworks", None)
    address = LOOPBACK[front].split("/")[0].strip("[]")
    if in_master or any(":/" in word for word in words(value)):
        return None
    if covers(words(value), address):
        return Advice("it is trusted already; the rules of port 25 do not ask for it")
    return files.with_main("mynetworks", f"{value} {LOOPBACK[front]}".strip()).plan(
        "The submission service on this machine may relay", RISK
    )
