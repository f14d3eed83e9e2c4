"""The system's name servers and hosts, and a resolver of the person's choice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.io import dns as under_test
from mailmend.io.clock import RealClock
from mailmend.io.dns import RealDns
from mailmend.io.egress import EgressPolicy
from mailmend.io.resolvers import Resolver, hosts_table, parse_resolver, system_resolvers


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("192.0.2.53", "192.0.2.53", 53),
        ("127.0.0.1:5353", "127.0.0.1", 5353),
        ("2001:db8::53", "2001:db8::53", 53),
        ("[2001:db8::53]:5353", "2001:db8::53", 5353),
        ("[::1]", "::1", 53),
    ],
)
def test_a_resolver_is_an_address_with_or_without_port(text: str, address: str, port: int) -> None:
    """IPv6 needs brackets only where a port follows."""
    assert parse_resolver(text) == Resolver(address, port)


@pytest.mark.parametrize("text", ["", "dns.test", "127.0.0.1:", "127.0.0.1:0", "1.2.3", "[::1]:x"])
def test_an_unusable_resolver_is_named(text: str) -> None:
    """One line says what is expected."""
    with pytest.raises(InputError):
        parse_resolver(text)


def test_the_systems_name_servers_are_read(tmp_path: Path) -> None:
    """At most three, comments and odd lines aside; without any, this machine itself."""
    path = tmp_path / "resolv.conf"
    lines = ["# x", "search a.test", "nameserver 192.0.2.1", "nameserver bad", "options ndots:5"]
    lines += ["nameserver 2001:db8::1 # y", "nameserver 192.0.2.3", "nameserver 192.0.2.4"]
    path.write_text("\n".join(lines))
    assert [one.address for one in system_resolvers(path)] == [
        "192.0.2.1",
        "2001:db8::1",
        "192.0.2.3",
    ]
    assert system_resolvers(tmp_path / "none") == (Resolver("127.0.0.1"),)


def test_the_hosts_file_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name there is answered without a question, but only for the system's resolver."""
    path = tmp_path / "hosts"
    path.write_text("192.0.2.1 Mail.a.test mail\n2001:db8::1\tmail.a.test # six\nbad line\n")
    table = hosts_table(path)
    assert table["mail.a.test"] == ("192.0.2.1", "2001:db8::1")
    monkeypatch.setattr(under_test, "hosts_table", lambda: table)
    asking = RealDns(RealClock(), EgressPolicy.public())
    found = asyncio.run(asking.ask("MAIL.a.test", "AAAA"))
    assert (found.status, found.records, found.server) == ("ok", ("2001:db8::1",), "system")
    only_v4 = asyncio.run(asking.ask("mail", "AAAA"))
    assert only_v4.status == "nodata"
