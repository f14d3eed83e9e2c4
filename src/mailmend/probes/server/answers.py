"""Answers to what a server's rules rest on: its tables, names in DNS, services of its own."""

from __future__ import annotations

import re

from mailmend.configs.postfix_domains import Question
from mailmend.probes.server.host import Host

_NAME = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9_](?:[A-Za-z0-9_.:-]*[A-Za-z0-9_.])?")
_TABLE = re.compile(r"[a-z][a-z0-9_-]{0,30}:[^\n\0]{1,500}")
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
        case "listed":
            return await resolves_in(host, "ahostsv4", question.key)


async def _entry(host: Host, table: str, key: str) -> str | None:
    """The entry of a Postfix table, an empty text for none."""
    if not _TABLE.fullmatch(table) or len(key) < 2 or len(key) > 320:
        return None
    result = await host.run("postmap", "-q", key, table)
    if result.ok:
        return result.stdout.strip()
    return "" if result.status == 1 and not result.stderr.strip() else None


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
