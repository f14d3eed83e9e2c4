"""Dovecot on the server: the files its accounts lie in."""

from __future__ import annotations

from mailmend.configs.dovecot import account_files, login_user, parse_dovecot
from mailmend.configs.postfix import Place
from mailmend.facts import Fact
from mailmend.probes.server.host import Host
from mailmend.probes.server.storage import server_file

SOFTWARE = "dovecot"


async def observe_dovecot(host: Host) -> list[Fact]:
    """The password files and their state, or nothing where Dovecot is not installed."""
    text = await host.output("doveconf", "-n")
    facts: list[Fact] = []
    root = parse_dovecot(text or "")
    for path in account_files(root)[:10]:
        place = await _place(host, path)
        found = await server_file(
            host,
            "accounts",
            path,
            software=SOFTWARE,
            setting="passdb",
            place=place,
            reader=login_user(root),
        )
        facts += [found] if found else []
    return facts


async def _place(host: Host, path: str) -> Place:
    """The file and line that name the path; ``doveconf`` does not tell them."""
    found = await host.run("grep", "-rnsF", "--", path, "/etc/dovecot")
    for line in found.stdout.splitlines()[:200]:
        file, _, rest = line.partition(":")
        number, _, text = rest.partition(":")
        if number.isdigit() and not text.lstrip().startswith("#"):
            return Place(file, int(number))
    return Place("doveconf -n")


async def login_mechanisms(host: Host) -> frozenset[str]:
    """The mechanisms that its login service offers; none where it is not there (2.3: ``plain``)."""
    text = await host.output("doveconf", "-n")
    if text is None:
        return frozenset()
    named = parse_dovecot(text).settings.get("auth_mechanisms", "plain")
    return frozenset(named.lower().split())
