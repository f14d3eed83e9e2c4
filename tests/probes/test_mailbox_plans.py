"""Where the control login is tried."""

from __future__ import annotations

import pytest

from mailmend.case import Case, Incoming, Outgoing
from mailmend.facts import DnsAnswer, PublishedServer, PublishedSettings
from mailmend.probes.mailbox_plans import Place, mailbox_plans

ADDRESS, HOST = "alice@customer.test", "imap.hosting.test"


def places(incoming: Incoming) -> list[tuple[str, int, str]]:
    """Protocol, port and mode of the places for these incoming settings."""
    found = mailbox_plans(Case(ADDRESS, incoming=incoming), [])
    assert all(place.host == HOST for place in found)
    return [(place.protocol, place.port, place.mode) for place in found]


@pytest.mark.parametrize(
    ("incoming", "expected"),
    [
        (Incoming("imap", HOST, 993, "tls"), [("imap", 993, "tls")]),
        (Incoming("imap", HOST, 143, "starttls"), [("imap", 143, "starttls")]),
        (Incoming("imap", HOST, 143, "none"), [("imap", 143, "starttls")]),
        (Incoming("pop3", HOST, 995), [("pop3", 995, "tls")]),
        (Incoming(None, HOST, 110), [("pop3", 110, "starttls")]),
        (Incoming(None, HOST, 9993, "tls"), [("imap", 9993, "tls")]),
        (Incoming(None, HOST), [("imap", 993, "tls"), ("imap", 143, "starttls")]),
        (Incoming("imap", HOST, None, "starttls"), [("imap", 143, "starttls")]),
    ],
)
def test_the_incoming_settings_decide(
    incoming: Incoming, expected: list[tuple[str, int, str]]
) -> None:
    """What is not known is what is usual; clear text is tried with STARTTLS instead."""
    assert places(incoming) == expected


def test_the_user_name_is_the_incoming_one_or_the_address() -> None:
    """A published form stands between them."""
    typed = Case(ADDRESS, incoming=Incoming(host=HOST, username="u1"))
    assert mailbox_plans(typed, [])[0].username == "u1"
    server = PublishedServer("imap", HOST, 993, "tls", username="alice")
    fact = PublishedSettings(origin="autoconfig", url="", servers=(server,), trusted=True)
    assert mailbox_plans(Case(ADDRESS), [fact])[0] == Place("imap", HOST, 993, "tls", "alice")


def test_untrusted_publications_are_left_aside() -> None:
    """The password goes to no server that only an open channel named; SRV is the domain's own."""
    server = PublishedServer("imap", "imap.evil.test", 993, "tls")
    clear = PublishedServer("imap", "imap.clear.test", 143, "none")
    for origin, trusted, expected in (
        ("autoconfig", False, False),
        ("autoconfig", True, True),
        ("srv", False, True),
    ):
        fact = PublishedSettings(
            origin=origin,  # type: ignore[arg-type]
            url="",
            servers=(server, clear),
            trusted=trusted,
        )
        hosts = {place.host for place in mailbox_plans(Case(ADDRESS), [fact])}
        assert ("imap.evil.test" in hosts) is expected
        assert "imap.clear.test" not in hosts


def test_an_untrusted_publication_may_name_servers_of_the_exchangers_owner() -> None:
    """It holds the mail anyway."""
    server = PublishedServer("imap", "imap.hosting.test", 993, "tls")
    fact = PublishedSettings(origin="autoconfig", url="", servers=(server,), trusted=False)
    for exchanger, named in (("mx1.hosting.test.", True), ("mx.other.test.", False)):
        mx = DnsAnswer(name="customer.test", rtype="MX", status="ok", records=(f"10 {exchanger}",))
        hosts = {place.host for place in mailbox_plans(Case(ADDRESS), [fact, mx])}
        assert ("imap.hosting.test" in hosts) is named


def test_without_publication_the_outgoing_host_is_the_first_guess() -> None:
    """Then the usual names; three at most."""
    case = Case(ADDRESS, outgoing=Outgoing(host="mail.hosting.test"))
    hosts = [place.host for place in mailbox_plans(case, [])]
    assert hosts[:2] == ["mail.hosting.test", "imap.customer.test"]
    assert len(hosts) == 3
