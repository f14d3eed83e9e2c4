"""What ``ss`` lists, and the endpoints that mail servers name."""

from __future__ import annotations

import pytest

from mailmend.configs.sockets import is_here, is_inward, socket_files, tcp_endpoint, tcp_listeners

TCP = """LISTEN 0 100 0.0.0.0:587 0.0.0.0:*
LISTEN 0 100 127.0.0.1:10025 0.0.0.0:*
LISTEN 0 100 [::]:587 [::]:*
LISTEN 0 100 *:25 *:*
LISTEN 0 100 [fe80::1]%eth0:465 [::]:*
ESTAB 0 0 192.0.2.1:25 192.0.2.2:9
broken
"""
UNIX = """u_str LISTEN 0 1000 /run/dovecot/stats-reader 1726973 * 0
u_str LISTEN 0 1000 /var/run/dovecot/auth 1726974 * 0
u_str LISTEN 0 5 @abstract 12 * 0
"""


def test_tcp_ports_are_told_with_their_addresses() -> None:
    """Every address is ``*``; other states and broken lines do not count."""
    assert tcp_listeners(TCP) == (("*", 587), ("127.0.0.1", 10025), ("*", 25), ("fe80::1", 465))


def test_socket_files_have_one_name_under_run() -> None:
    """``/var/run`` is a link to ``/run``."""
    assert socket_files(UNIX) == {"/run/dovecot/stats-reader", "/run/dovecot/auth"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("inet:127.0.0.1:8891", ("127.0.0.1", 8891)),
        ("inet:8891@localhost", ("localhost", 8891)),
        ("inet6:[::1]:8891", ("::1", 8891)),
        ("localhost:12345", ("localhost", 12345)),
        ("unix:/run/x.sock", None),
        ("private/auth", None),
        ("", None),
    ],
)
def test_endpoints_are_read_in_each_spelling(text: str, found: tuple[str, int] | None) -> None:
    """Postfix, milters and Dovecot spell them differently."""
    assert tcp_endpoint(text) == found
    assert found is None or is_here(found[0])


def test_the_loopback_as_servers_name_it() -> None:
    """By its address, by name, and Postfix's own word; everything else is outside."""
    inward = ("loopback-only", "localhost", "127.0.0.1", "[::1]", "::1")
    assert all(is_inward(one) for one in inward)
    assert not any(is_inward(one) for one in ("all", "198.51.100.10", "$myhostname", "0.0.0.0"))  # noqa: S104
