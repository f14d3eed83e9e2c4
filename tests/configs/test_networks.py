"""Whether an address is in a list of networks."""

from __future__ import annotations

from mailmend.configs.networks import covers


def test_networks_are_read_as_mail_servers_write_them() -> None:
    """Brackets, exceptions, and tables that cannot be read."""
    assert covers(["!192.0.2.7", "192.0.2.0/24"], "192.0.2.7") is False
    assert covers(["192.0.2.0/24"], "192.0.2.8") is True
    assert covers(["[2001:db8::]/32"], "2001:db8::5") is True
    assert covers(["hash:/x", "192.0.2.0/24"], "198.51.100.1") is None
    assert covers(["192.0.2.0/24"], "") is None
