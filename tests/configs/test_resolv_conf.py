"""The system's files for names."""

from __future__ import annotations

from mailmend.configs.resolv_conf import hosts_entries, nameservers

HOSTS = """127.0.0.1 localhost
::1 localhost ip6-localhost
198.51.100.10 mail.hosting.test mail   # own
192.0.2.7\tRelay.Example relay
not-an-address relay.example
"""


def test_at_most_three_resolvers_are_asked() -> None:
    """As the C library does; comments and other words are none."""
    text = "# nameserver 192.0.2.9\nsearch x\n" + "".join(
        f"nameserver 192.0.2.{n}\n" for n in range(5)
    )
    assert nameservers(text) == ("192.0.2.0", "192.0.2.1", "192.0.2.2")
    assert nameservers("nameserver\n") == ()


def test_a_name_has_its_address_and_line() -> None:
    """Without regard to case; a comment names nothing."""
    assert hosts_entries(HOSTS, "relay.example.") == (("192.0.2.7", 4),)
    assert hosts_entries(HOSTS, "own") == ()
    assert hosts_entries(HOSTS, "localhost") == (("127.0.0.1", 1), ("::1", 2))
