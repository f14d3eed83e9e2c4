"""Answers to what a server's rules rest on: its tables, names in DNS, services of its own."""

from __future__ import annotations

import re

from mailmend.configs.postfix_domains import Question
from mailmend.configs.postfix_tables import is_whole
from mailmend.probes.server.host import Host

_NAME = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9_](?:[A-Za-z0-9_.:-]*[A-Za-z0-9_.])?")
_TABLE = re.compile(r"[a-z][a-z0-9_-]{0,30}:[^\n\0]{1,500}")
_FAILS = re.compile(
    r"fatal: (?:open database|open |unsupported dictionary|table .{1,200}query error)"
    r"|No such file or directory|query error"
)
_NOT_FOUND = 2


async def answer(host: Host, question: Question, *folders: str) -> str | bool | None:
    """The answer as the server itself would get it; ``None`` where it cannot be told."""
    match question.kind:
        case "table":
            return await _entry(host, question.where, question.key)
        case "answers":
            return await host.answers(question.key, *folders)
        case "name":
            found = await resolves_in(host, "ahosts", question.key)
            return bool((await host.dns.ask(question.key, "MX")).mx) if found is False else found
        case "reverse":
            return await resolves_in(host, "hosts", question.key)
        case "client-name":
            return await _client_name(host, question.key)
        case "listed":
            return await resolves_in(host, "ahostsv4", question.key)


async def _client_name(host: Host, address: str) -> str | None:
    """The name of an address as Postfix takes it: one that leads back to the address."""
    if not _NAME.fullmatch(address):
        return None
    named = await host.run("getent", "hosts", address)
    if named.status == _NOT_FOUND:
        return "unknown"
    name = (named.stdout.split() or ["", ""])[1:2]
    if named.status != 0 or not name or not _NAME.fullmatch(name[0]):
        return None
    back = await host.run("getent", "ahosts", name[0])
    return name[0] if address in back.stdout.split() else "unknown"


async def _entry(host: Host, table: str, key: str) -> str | bool | None:
    """The entry of a Postfix table, an empty text for none, ``False`` where it cannot be asked."""
    if not _TABLE.fullmatch(table) or key in {"", "-"} or len(key) > 320:
        return None
    result = await host.run("postmap", "-q", key, table)
    if result.ok:
        return result.stdout.strip()
    if result.status != 1:
        return None
    return False if _FAILS.search(result.stderr) else None if result.stderr.strip() else ""


async def resolves(host: Host, name: str) -> bool | None:
    """Whether the server itself finds an address for a name; ``None``: not to be told."""
    return await resolves_in(host, "ahosts", name)


async def resolves_in(host: Host, database: str, name: str) -> bool | None:
    """Whether the server's name service has the name in that database (getent(1))."""
    if not _NAME.fullmatch(name):
        return None
    result = await host.run("getent", database, name)
    if result.status == 0:
        return True
    return False if result.status == _NOT_FOUND else None


async def entry_place(host: Host, table: str, key: str, entry: str) -> str:
    """File and line of a table's entry; empty where the table is in no file.

    By its key, or in a table of patterns by what it says, where one line alone says that.
    """
    path = table.removeprefix("proxy:").partition(":")[2]
    if not path.startswith("/"):
        return ""
    if is_whole(table):
        return await _pattern_place(host, path, entry)
    for number, line in enumerate((await host.read(path) or "").split("\n"), 1):
        if line.lower().split(None, 1)[:1] == [key.lower()]:
            return f"{path}:{number}"
    return path


async def _pattern_place(host: Host, path: str, entry: str) -> str:
    """The one line of a file of patterns whose action that is; the file where there are more."""
    wanted = " ".join(entry.split())
    lines = enumerate((await host.read(path) or "").split("\n"), 1)
    found = [
        number
        for number, line in lines
        if line.strip()[:1] not in {"", "#"} and " ".join(line.split()).endswith(f" {wanted}")
    ]
    return f"{path}:{found[0]}" if len(found) == 1 else path
