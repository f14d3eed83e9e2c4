"""Dovecot's configuration as ``doveconf -n`` prints it: where its accounts lie. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailmend.configs.database_tables import KINDS, endpoints

MAX_LINES = 20_000


@dataclass(slots=True)
class Block:
    """A ``kind label { … }`` block, or the whole file (an empty kind)."""

    kind: str = ""
    label: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def every(self, kind: str) -> Iterator[Block]:
        """The blocks of that kind, at any depth."""
        for block in self.blocks:
            if block.kind == kind:
                yield block
            yield from block.every(kind)


def parse_dovecot(text: str) -> Block:
    """The tree of settings; lines that fit nothing are left out."""
    stack = [Block()]
    for line in text.split("\n")[:MAX_LINES]:
        stripped = line.strip()
        opened = re.fullmatch(r"([\w/-]+)(?:\s+(.*?))?\s*\{", stripped)
        if stripped.startswith("#") or not stripped:
            continue
        if stripped == "}":
            stack = stack[:-1] if len(stack) > 1 else stack
        elif opened and len(stack) < 20:
            block = Block(opened[1], (opened[2] or "").strip('"'))
            stack[-1].blocks.append(block)
            stack.append(block)
        else:
            name, equals, value = stripped.partition("=")
            if equals:
                stack[-1].settings[name.strip()] = value.strip()
    return stack[0]


def account_files(root: Block) -> tuple[str, ...]:
    """The password files of all logins (2.3: ``args``, 2.4: ``passwd_file_path``).

    Deny lists, and paths that depend on the user or service (``%``), are left out.
    """
    found = []
    for passdb in root.every("passdb"):
        driver = passdb.settings.get("driver", passdb.label)
        if driver != "passwd-file" or passdb.settings.get("deny") == "yes":
            continue
        path = passdb.settings.get("passwd_file_path", "")
        path = path or passdb.settings.get("args", "").split(" ")[-1]
        if path.startswith("/") and "%" not in path:
            found.append(path)
    return tuple(dict.fromkeys(found))


def deny_lists(root: Block) -> tuple[str, ...]:
    """The files that name who may not log in."""
    found = []
    for passdb in root.every("passdb"):
        path = passdb.settings.get("passwd_file_path") or passdb.settings.get("args", "")
        path = path.split(" ")[-1]
        if passdb.settings.get("deny") == "yes" and path.startswith("/") and "%" not in path:
            found.append(path)
    return tuple(dict.fromkeys(found))


def other_account_sources(root: Block) -> tuple[str, ...]:
    """The drivers of logins that rest on something else than a file."""
    drivers = (one.settings.get("driver", one.label) for one in root.every("passdb"))
    return tuple(dict.fromkeys(one for one in drivers if one and one != "passwd-file"))


def login_user(root: Block) -> str:
    """The user as whom the login service runs, which reads password files."""
    named = [
        one.settings["user"]
        for one in root.blocks
        if one.kind == "service" and one.label == "auth" and "user" in one.settings
    ]
    usual = root.settings.get("default_internal_user", "dovecot")
    return usual if not named or named[-1].startswith("$") else named[-1]


DATABASE_LINES = r"^[[:space:]]*(driver|hosts|uris)[[:space:]]*=.*|\<(host|port)=[^[:space:]]+"
"""Of a database's settings only the lines that name its hosts; the login stays where it is."""


def account_databases(root: Block) -> tuple[tuple[str, str], ...]:
    """Kind (``sql``, ``ldap``) and settings file of every login, where all rest on databases."""
    found = []
    for passdb in root.every("passdb"):
        driver = passdb.settings.get("driver", passdb.label)
        path = passdb.settings.get("args", "")
        if driver not in {"sql", "ldap"} or not path.startswith("/"):
            return ()
        found.append((driver, path))
    return tuple(found)


def database_endpoints(kind: str, lines: str) -> tuple[tuple[str, ...], ...]:
    """For each host of such a file where it may be listened on (``grep -n`` of those lines)."""
    rows = [row.partition(":")[2].strip() for row in lines.split("\n")[:100]]
    named = {key.strip(): value.strip() for key, _, value in (row.partition("=") for row in rows)}
    driver = named.get("driver", "ldap" if kind == "ldap" else "")
    if driver not in KINDS:
        return ()
    hosts = [row.partition("=")[2] for row in rows if row.startswith("host=")]
    listed = " ".join(hosts) or named.get("uris") or named.get("hosts") or ""
    sockets = tuple((one,) for one in hosts if one.endswith(".sock"))
    if sockets or not listed or "/run/" in listed.replace("ldapi", ""):
        return sockets
    return endpoints(driver, f"hosts = {listed}\nserver_port = {named.get('port', '')}\n")
