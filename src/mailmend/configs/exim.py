"""Exim's configuration as ``exim -bP config`` prints it: macros put in, nothing expanded. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_LINES = 50_000
VERBS = ("accept", "defer", "deny", "discard", "drop", "require", "warn")
_MACRO = re.compile(r"[A-Z][A-Za-z0-9_]*\s*={1,2}")
"""A definition of a macro, which may stand in any section (spec 6.4); options are not capital."""
_MODIFIERS = frozenset(
    {
        *("message", "log_message", "control", "delay", "set", "logwrite", "log_reject_target"),
        *("add_header", "remove_header", "endpass", "continue", "queue", "udpsend"),
    }
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One verb of an ACL with its conditions in order, as ``name = value``."""

    verb: str
    conditions: tuple[str, ...]
    message: str = ""

    def __str__(self) -> str:
        return " ".join((self.verb, *self.conditions[:1]))


@dataclass(slots=True)
class Exim:
    """The main settings, the named lists, the ACLs, and the authenticators with their sockets.

    ``login_options`` are the options of each authenticator, as written.
    """

    settings: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    acls: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    authenticators: tuple[str, ...] = ()
    login_sockets: tuple[str, ...] = ()
    login_options: dict[str, dict[str, str]] = field(default_factory=dict)

    def ports(self) -> tuple[int, ...]:
        """The ports of daemon_smtp_ports; the default is 25."""
        given = _numbers(self.settings.get("daemon_smtp_ports", ""))
        return given or (25,)

    def logins(self) -> tuple[str, ...]:
        """The authenticators by which people can log in; others are for Exim as a client."""
        return tuple(name for name, given in self.login_options.items() if _takes_logins(given))

    def tls_ports(self) -> tuple[int, ...]:
        """The ports of tls_on_connect_ports."""
        return _numbers(self.settings.get("tls_on_connect_ports", ""))


def parse_exim(text: str) -> Exim:
    """The configuration; what is not understood is left out."""
    exim, section, acl = Exim(), "main", ""
    statements: dict[str, list[tuple[str, list[str]]]] = {}
    for line in (raw.strip() for raw in text.split("\n")[:MAX_LINES]):
        if not line or line.startswith("#") or _MACRO.match(line):
            continue
        started = re.fullmatch(r"begin\s+(\w+)", line)
        if started:
            section = started[1]
        elif section == "main":
            _main(exim, line)
        elif section == "acl":
            acl = _acl(statements, acl, line)
        elif section == "authenticators":
            _authenticator(exim, line)
    exim.acls = {name: tuple(_statement(*one) for one in made) for name, made in statements.items()}
    return exim


def _takes_logins(options: dict[str, str]) -> bool:
    """Whether an authenticator has more of a server's side than who is told of it."""
    about = {"server_advertise_condition", "server_set_id", "server_debug_print"}
    server = {name for name in options if name.startswith("server_")} - about
    return bool(server) or not any(name.startswith("client_") for name in options)


def _main(exim: Exim, line: str) -> None:
    named = re.match(r"(domainlist|hostlist|addresslist|localpartlist)\s+(\w+)\s*=\s*(.*)", line)
    if named:
        exim.lists[named[2]] = named[3]
        return
    name, equals, value = line.partition("=")
    exim.settings[name.strip()] = value.strip() if equals else "true"


def _authenticator(exim: Exim, line: str) -> None:
    name, _, value = (part.strip() for part in line.partition("="))
    if re.fullmatch(r"\w+:", line):
        exim.authenticators += (line[:-1],)
        exim.login_options[line[:-1]] = {}
    elif exim.authenticators:
        exim.login_options[exim.authenticators[-1]][name] = value
        if name == "server_socket" and value.startswith("/") and value not in exim.login_sockets:
            exim.login_sockets += (value,)


def _acl(statements: dict[str, list[tuple[str, list[str]]]], acl: str, line: str) -> str:
    """Take one line of the ACL section; the name of the ACL it belongs to."""
    if re.fullmatch(r"\w+:", line):
        statements[line[:-1]] = []
        return line[:-1]
    verb, _, rest = line.partition(" ")
    if verb in VERBS and acl:
        statements[acl].append((verb, [rest.strip()] if rest.strip() else []))
    elif acl and statements[acl]:
        statements[acl][-1][1].append(line)
    return acl


def _statement(verb: str, lines: list[str]) -> Statement:
    conditions, message = [], ""
    for line in lines:
        name, _, value = line.partition("=")
        word = name.strip().partition(" ")[0]
        if word == "message":
            message = value.strip()
        elif word.lstrip("!") not in _MODIFIERS:
            conditions.append(re.sub(r"\s*=\s*", " = ", line, count=1))
    return Statement(verb, tuple(conditions), message)


def items(value: str) -> tuple[str, ...]:
    """The members of a list; ``<;`` at its head changes the mark between them (spec 6.21)."""
    mark = ":"
    changed = re.match(r"<\s*([^\w\s])\s*", value)
    if changed:
        mark, value = changed[1], value[changed.end() :]
    return tuple(item.strip() for item in value.split(mark))


def line_of(statement: Statement | None, acl: str, text: str) -> int:
    """The line of the statement in the configuration file, from 1; 0 where it is not found."""
    wanted = _squeezed(str(statement)) if statement else ""
    inside = False
    for number, line in enumerate(_numbered(text), 1):
        squeezed = _squeezed(line)
        if squeezed == f"{acl}:":
            inside = True
            if not statement:
                return number
        elif inside and _begins(squeezed, wanted, statement):
            return number
    return 0


def _begins(squeezed: str, wanted: str, statement: Statement | None) -> bool:
    """Whether a line of the file begins the statement, by its first condition or its message."""
    if statement is None:
        return False
    message = _squeezed(f"{statement.verb} message = {statement.message}")
    return squeezed.startswith(wanted) or (bool(statement.message) and squeezed == message)


def _numbered(text: str) -> Iterator[str]:
    yield from text.split("\n")[:MAX_LINES]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.strip())


def _numbers(value: str) -> tuple[int, ...]:
    names = {"smtp": 25, "submission": 587, "submissions": 465, "smtps": 465}
    found = (int(item) if item.isdigit() else names.get(item, 0) for item in items(value))
    return tuple(one for one in found if 0 < one < 65536)


def setting_line(text: str, name: str) -> int:
    """The line of a main setting in the file, from 1; 0 where it is not there."""
    wanted = re.compile(rf"\s*{re.escape(name)}\s*=")
    return next((n for n, line in enumerate(_numbered(text), 1) if wanted.match(line)), 0)
