"""Postfix: a domain is put into the list of the server's own, or taken out of it."""

from __future__ import annotations

from dataclasses import replace

from mailmend.configs.postfix import words
from mailmend.facts import DomainRole
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._postfix import Files, postfix_files

LISTS = {
    "virtual_mailbox_maps": "virtual_mailbox_domains",
    "virtual_alias_maps": "virtual_alias_domains",
}
NO_BOX = Advice("no table holds the mailbox, so that which list the domain belongs to is not known")
MOVED = "mail for this domain from people here then goes where its MX record leads"


@server_fix("make-domain-local", "stop-treating-domain-as-local", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only lists that stand in main.cf as words; tables are somebody's database."""
    files, role = await postfix_files(ground), ground.cited.first(DomainRole)
    role = role or ground.facts.first(DomainRole)
    if files is None or role is None:
        return None
    if ground.change.action == "stop-treating-domain-as-local":
        return _taken_out(files, role)
    for maps, domains in LISTS.items():
        if await _holds(ground, files, maps):
            return _put_in(files, domains, role.domain)
    return NO_BOX


async def _holds(ground: Ground, files: Files, maps: str) -> bool:
    """Whether one of the tables knows the mailbox."""
    for table in words(files.postfix.value(maps)):
        found = await ground.host.output("postmap", "-q", ground.case.address, table)
        if found and found.strip():
            return True
    return False


def _put_in(files: Files, setting: str, domain: str) -> Planned:
    value, _ = files.value(setting, None)
    if any(":" in word or word.startswith("/") for word in words(value)):
        return Advice(f"{setting} is a table; add {domain} there")
    if value.strip() == "$virtual_mailbox_maps" or value.strip() == "$virtual_alias_maps":
        value = ""
    mark = ", " if "," in value else " "
    new = f"{value}{mark}{domain}" if value.strip() else domain
    return files.with_main(setting, new).plan(f"{domain} is one of the server's own domains")


def _taken_out(files: Files, role: DomainRole) -> Planned:
    value, _ = files.value(role.setting, None)
    listed = words(value)
    kept = [word for word in listed if word.lower() != role.domain]
    if len(kept) != len(listed) - 1:
        return Advice(f"{role.setting} does not name {role.domain} itself, but a table or a macro")
    mark = ", " if "," in value else " "
    made = files.with_main(role.setting, mark.join(kept))
    plan = made.plan(f"{role.domain} is no longer taken for the server's own", MOVED)
    return replace(plan, ends_receiving=True)
