"""Which addresses may be dialled, by whom."""

from __future__ import annotations

import ipaddress

import pytest

from mailmend.io.egress import EgressPolicy, classify

BAITS = """
    64:ff9b::a00:1 64:ff9b:1::1 ::127.0.0.1 2002:7f00:1:: fec0::1 ::ffff:0:127.0.0.1 5f00::1
    3fff::1 224.0.0.1 ff0e::1 192.0.0.8 127.0.0.1 127.255.255.255 ::1 0.0.0.0 :: 10.0.0.1
    172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 100.127.255.255 198.18.0.1
    198.19.255.255 192.0.2.1 198.51.100.1 203.0.113.1 240.0.0.1 255.255.255.255 ::ffff:10.0.0.1
    ::ffff:127.0.0.1 2001::1 2001:db8::1 2001:2::1 2001:10::1 fc00::1 fdff::1 fe80::1 100::1
    100:0:0:1::1 ff02::1 192.88.99.1 4000::1 1fff::1 c000::1 64:ff9b::808:808 2002:808:808::1
    0.1.2.3 192.0.0.170
""".split()  # noqa: SIM905 - a table reads better
PUBLIC = """
    1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
    169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.1.255
    192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0
    198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 192.0.0.9 192.0.0.10
    192.31.196.1 192.52.193.1 192.175.48.1 2606:4700::1111 2001:200::1 2001:3::1 2001:4:112::1
    2001:20::1 2001:30::1 2001:1::1 2001:db7:ffff::1 2001:db9::1 2003::1 2620:4f:8000::1 3ffe::1
    3fff:1000::1 2000::1 2400::1 2a00:1450::1
""".split()  # noqa: SIM905 - a table reads better
STRANGER = "mail.found.test"


@pytest.mark.parametrize("address", BAITS)
def test_no_address_that_is_not_public_is_dialled_for_strangers(address: str) -> None:
    """Special-purpose, embedded, multicast and unassigned addresses are refused."""
    assert EgressPolicy.public().refusal(STRANGER, address) is not None


@pytest.mark.parametrize("address", PUBLIC)
def test_every_public_edge_is_dialled(address: str) -> None:
    """The addresses next to each special block are not refused by mistake."""
    assert EgressPolicy.public().refusal(STRANGER, address) is None


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f.1", "2130706433", "1.2.3.4:25"])
def test_only_whole_address_literals_are_dialled(text: str) -> None:
    """Short, octal and hexadecimal spellings are no addresses."""
    assert EgressPolicy.public().refusal(STRANGER, text) == "not an IP address"


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("fe80::1%eth0", "link-local"),
        ("2001:1::4", "reserved"),
        ("2001:db8::5", "documentation"),
        ("fd12::1", "unique-local"),
        ("100.64.0.0", "shared"),
        ("198.19.0.1", "benchmarking"),
        ("::ffff:1.2.3.4", "embedded"),
    ],
)
def test_the_most_specific_prefix_decides(address: str, block: str) -> None:
    """A block inside another block has its own name."""
    assert classify(address) == block


def test_a_typed_host_may_be_anywhere_unicast() -> None:
    """The person may diagnose their own server on a private or loopback address."""
    policy = EgressPolicy.for_operator(["Mail.Home.Test.", "bücher.test"])
    for address in ("192.168.1.5", "127.0.0.1", "::1", "fe80::1", "fd00::1", "203.0.113.9"):
        assert policy.refusal("mail.home.test", address) is None
    assert policy.refusal("xn--bcher-kva.test", "10.0.0.1") is None
    assert policy.refusal(STRANGER, "192.168.1.5") is not None


@pytest.mark.parametrize("address", ["224.0.0.1", "ff02::1", "0.0.0.1", "255.255.255.255", "::"])
def test_a_typed_host_is_still_no_multicast_or_broadcast(address: str) -> None:
    """What is not one machine is never dialled."""
    assert EgressPolicy.for_operator(["typed.test"]).refusal("typed.test", address) is not None


def test_a_found_host_in_a_private_block_needs_a_machine_in_such_a_block() -> None:
    """A host that was only found may be private only where this machine is attached to one."""
    outside = EgressPolicy.for_operator((), ["1.2.3.4", "127.0.0.1", "::1", "fe80::1"])
    inside = EgressPolicy.for_operator((), ["127.0.0.1", "198.51.100.7"])
    for address in ("203.0.113.5", "10.1.2.3", "2001:db8::9", "100.64.1.1", "198.18.0.9"):
        assert outside.refusal(STRANGER, address) is not None
        assert inside.refusal(STRANGER, address) is None


@pytest.mark.parametrize("address", ["169.254.1.1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])
def test_a_found_host_is_never_link_local_or_embedded(address: str) -> None:
    """Not even from a machine in a private block with its resolver on loopback."""
    policy = EgressPolicy.for_operator((), ["10.0.0.2"], "127.0.0.1")
    assert policy.refusal(STRANGER, address) is not None


def test_a_found_host_on_loopback_needs_a_resolver_chosen_there() -> None:
    """Loopback is open to found hosts only for a resolver on loopback that the person named."""
    attached = EgressPolicy.for_operator((), ["10.0.0.2"], "10.0.0.53")
    chosen = EgressPolicy.for_operator((), (), "127.0.0.1")
    assert attached.refusal(STRANGER, "127.0.0.1") is not None
    assert chosen.refusal(STRANGER, "127.0.0.1") is None
    assert chosen.refusal(STRANGER, "10.0.0.1") is not None


def test_every_prefix_edge_of_the_table_is_classified() -> None:
    """First and last address of each block never count as public unless the table says so."""
    from mailmend.io.egress import _TABLE

    for text, block in _TABLE.items():
        network = ipaddress.ip_network(text)
        inner = [other for other in _TABLE if other != text and _inside(other, text)]
        for edge in (network[0], network[-1]):
            if not any(edge in ipaddress.ip_network(other) for other in inner):
                assert classify(str(edge)) == block, text


def _inside(one: str, other: str) -> bool:
    small, large = ipaddress.ip_network(one), ipaddress.ip_network(other)
    if isinstance(small, ipaddress.IPv4Network) and isinstance(large, ipaddress.IPv4Network):
        return small.subnet_of(large)
    if isinstance(small, ipaddress.IPv6Network) and isinstance(large, ipaddress.IPv6Network):
        return small.subnet_of(large)
    return False


VISITOR = EgressPolicy.for_visitor()


@pytest.mark.parametrize("bait", BAITS)
def test_a_visitor_leads_to_no_bait(bait: str) -> None:
    """Whatever name it hides behind."""
    assert VISITOR.refusal("mail.public.test", bait, 587) is not None


@pytest.mark.parametrize("port", [22, 53, 3306, 6379, 8025, 9, 65535])
def test_a_visitor_scans_no_ports(port: int) -> None:
    """Only those of mail, and of the web for published settings."""
    assert VISITOR.refusal("mail.public.test", "1.1.1.1", port) is not None
    assert VISITOR.refusal("mail.public.test", "1.1.1.1", 587) is None


def test_strangers_are_not_dialled_even_at_public_addresses() -> None:
    """In every spelling of the name."""
    policy = VISITOR.without(["Victim.example."])
    for host in ("victim.example", "VICTIM.example", "victim.example."):
        assert policy.refusal(host, "1.1.1.1", 587) is not None
    assert policy.refusal("mail.victim.example", "1.1.1.1", 587) is None


def test_the_operator_opens_networks_and_ports() -> None:
    """Exactly those, and no more."""
    lab = (ipaddress.ip_network("198.51.100.0/24"), ipaddress.ip_network("2001:db8::/32"))
    policy = EgressPolicy.for_visitor(lab, (2587,))
    assert policy.refusal("h", "198.51.100.255", 2587) is None
    assert policy.refusal("h", "2001:db8:ffff::1", 587) is None
    assert policy.refusal("h", "198.51.100.1", 22) is not None
    for outside in ("203.0.113.1", "10.0.0.1", "127.0.0.1", "::ffff:198.51.100.1", "::1"):
        assert policy.refusal("h", outside, 587) is not None
