"""Where tables in databases and directories are kept."""

from __future__ import annotations

import pytest

from mailmend.configs.database_tables import endpoints


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        ("mysql", "hosts = 127.0.0.1\nuser = x\n", ("127.0.0.1:3306",)),
        ("mysql", "hosts = unix:/run/my.sock\n", ("/run/my.sock",)),
        ("mysql", "hosts = inet:db.example:3307\n", ("db.example:3307",)),
        ("pgsql", "hosts = 127.0.0.1:5433\n", ("127.0.0.1:5433",)),
        ("ldap", "server_host = ldap://127.0.0.1/\n", ("127.0.0.1:389",)),
        ("ldap", "server_host = 127.0.0.1\nserver_port = 1389\n", ("127.0.0.1:1389",)),
    ],
)
def test_a_host_is_a_place(kind: str, text: str, first: tuple[str, ...]) -> None:
    """By its own port or the usual one."""
    assert endpoints(kind, text) == (first,)


def test_the_server_itself_has_sockets_and_a_port() -> None:
    """Where no host is named, or localhost; several hosts are several places."""
    own = endpoints("mysql", "")
    assert own == endpoints("mysql", "hosts = localhost\n")
    assert own[0][0].endswith("mysqld.sock")
    assert own[0][-1] == "127.0.0.1:3306"
    assert len(endpoints("mysql", "hosts = 192.0.2.1, 192.0.2.2\n")) == 2
