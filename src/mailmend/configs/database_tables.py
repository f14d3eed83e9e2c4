"""Where a table in a database or directory is kept (mysql_table(5), pgsql_table(5), ldap_table(5)).

Only the lines that name hosts are read; never the login. Pure.
"""

from __future__ import annotations

import re

KINDS = ("mysql", "pgsql", "ldap")
HOST_LINES = r"^[[:space:]]*(hosts|server_host|server_port)[[:space:]]*="
_PORTS = {"mysql": 3306, "pgsql": 5432, "ldap": 389}
_SOCKETS = {
    "mysql": ("/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock"),
    "pgsql": ("/run/postgresql/.s.PGSQL.5432",),
    "ldap": ("/run/slapd/ldapi",),
}


def endpoints(kind: str, text: str) -> tuple[tuple[str, ...], ...]:
    """For each host the places where it may be listened on: sockets, or ``host:port``.

    Without a host line the database of the server itself is meant.
    """
    settings = dict(re.findall(r"(?m)^\s*(hosts|server_host|server_port)\s*=\s*(.*?)\s*$", text))
    named = settings.get("hosts") or settings.get("server_host") or "localhost"
    port = settings.get("server_port", "")
    usual = int(port) if port.isdigit() and len(port) <= 5 else _PORTS[kind]
    return tuple(_places(kind, one, usual) for one in re.split(r"[\s,]+", named) if one)


def _places(kind: str, host: str, usual: int) -> tuple[str, ...]:
    url = re.fullmatch(r"(?:ldaps?|postgresql|inet)://?(.*?)/?", host)
    plain = url[1] if url else host.removeprefix("inet:")
    if host.startswith("unix:"):
        return (host.removeprefix("unix:"),)
    if host.startswith("ldapi:"):
        return _SOCKETS["ldap"]
    usual = 636 if host.startswith("ldaps:") else usual
    name, colon, port = plain.rpartition(":")
    at = f"{name}:{port}" if colon and port.isdigit() else f"{plain}:{usual}"
    return (*_SOCKETS[kind], f"127.0.0.1:{usual}") if plain == "localhost" else (at,)
