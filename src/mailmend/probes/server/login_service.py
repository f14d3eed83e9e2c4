"""What keeps a mail server from asking Dovecot about logins, though it may be running."""

from __future__ import annotations

from mailmend.configs.checker import fault_in
from mailmend.configs.dovecot import (
    DATABASE_LINES,
    account_databases,
    database_endpoints,
    parse_dovecot,
)
from mailmend.configs.postfix import Place
from mailmend.configs.sockets import under_run
from mailmend.probes.server.host import Host

FOLDER = "/etc/dovecot"
Trouble = tuple[str, Place]


async def login_trouble(host: Host, user: str, endpoint: str, *folders: str) -> Trouble | None:
    """Why that user of the mail server gets no answer there, and the place to mend it.

    ``None`` where nothing of the kind was found, so that the service at least can be asked.
    """
    shown = await host.run("doveconf", "-n")
    broken = fault_in(shown.stderr)
    if broken is not None:
        return broken[0], Place(broken[1], broken[2])
    path = await host.socket(endpoint, *folders) if "/" in endpoint else None
    barred = await socket_trouble(host, user, path)
    if barred and path:
        return barred, await listener_place(host, path)
    if not shown.ok:
        return None
    root = parse_dovecot(shown.stdout)
    if not any(root.every("passdb")):
        place = await _place(host, r"^[[:space:]]*auth_mechanisms")
        return "Dovecot has no passdb, so that its login service ends at once", place
    return await _database_trouble(host, account_databases(root))


async def socket_trouble(host: Host, user: str, path: str | None) -> str:
    """The permissions of a socket that keep that user out, in words; empty for none."""
    if not path or user in {"", "root"} or await host.may(user, "w", path) is not False:
        return ""
    state = await host.stat(path)
    held = f"{state.owner}:{state.group}, mode {state.mode:o}" if state.exists else "unseen"
    return f"{user} may not use the socket {path} ({held})"


async def listener_place(host: Host, path: str) -> Place:
    """The line of Dovecot's files that makes that socket; a short name lies in its run folder."""
    found = await host.run("grep", "-rnsE", r"^[[:space:]]*unix_listener[[:space:]]", FOLDER)
    for row in found.stdout.splitlines()[:200]:
        file, _, rest = row.partition(":")
        number, _, text = rest.partition(":")
        name = next(iter(text.split()[1:]), "").strip('"{')
        full = name if name.startswith("/") else f"/run/dovecot/{name}"
        if number.isdigit() and under_run(full) == under_run(path):
            return Place(file, int(number))
    return Place("doveconf -n")


async def _database_trouble(host: Host, databases: tuple[tuple[str, str], ...]) -> Trouble | None:
    """Every database of the accounts is on this server, and none of them is listened on."""
    first: Trouble | None = None
    for kind, path in databases:
        lines = await host.run("grep", "-noE", "--", DATABASE_LINES, path)
        found = database_endpoints(kind, lines.stdout)
        for places in found:
            answers = [await host.answers(place) for place in places]
            if not answers or any(one is not False for one in answers):
                return None
        line = next(iter(lines.stdout.split(":")), "")
        if not found or not line.isdigit():
            return None
        trouble = f"nothing answers at {found[0][0]}, where Dovecot looks accounts up"
        first = first or (trouble, Place(path, int(line)))
    return first


async def _place(host: Host, pattern: str) -> Place:
    """The first line of Dovecot's files that fits."""
    found = await host.run("grep", "-rnsE", "--include=*.conf", "--", pattern, FOLDER)
    file, _, rest = found.stdout.partition(":")
    number = rest.partition(":")[0]
    return Place(file, int(number)) if number.isdigit() else Place("doveconf -n")
