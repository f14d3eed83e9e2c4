"""Dovecot on the server: the files its accounts lie in."""

from __future__ import annotations

from mailmend.configs.dovecot import account_files, parse_dovecot
from mailmend.configs.postfix import Place
from mailmend.facts import Fact
from mailmend.probes.server.host import Host
from mailmend.probes.server.storage import server_file

SOFTWARE = "dovecot"


async def observe_dovecot(host: Host) -> list[Fact]:
    """The password files and their state, or nothing where Dovecot is not installed."""
    text = await host.output("doveconf", "-n")
    facts: list[Fact] = []
    for path in account_files(parse_dovecot(text or ""))[:10]:
        place = await _place(host, path)
        found = await server_file(
            host, "accounts", path, software=SOFTWARE, setting="passdb", place=place
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
