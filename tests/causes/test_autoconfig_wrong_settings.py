"""Wrong settings published for automatic set-up."""

from mailmend.causes.autoconfig_wrong_settings import judge
from mailmend.change import ServerAction
from mailmend.facts import PublishedServer
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    HOST,
    NAMES,
    NOTHING,
    PORT_25,
    conversation,
    phone,
    published,
    seen,
)

STALE = published(PublishedServer("smtp", HOST, 25, "starttls"))
RIGHT = published(PublishedServer("smtp", HOST, 587, "starttls"))


def test_proven_where_the_device_follows_the_published_values() -> None:
    """Port 25 is published, the device has it, and it does not send."""
    told = phone(port=25)
    verdict = judge.judge(told, seen(told, GOOD, PORT_25, STALE, NAMES))
    assert isinstance(verdict, Proven)
    assert isinstance(verdict.changes[0], ServerAction)
    assert verdict.changes[0].host == "autoconfig.customer.test"
    assert STALE in verdict.because


def test_no_claim_where_the_device_has_other_values() -> None:
    """What is published is wrong too, but it is not why this device fails."""
    told = phone(port=26)
    assert not isinstance(judge.judge(told, seen(told, GOOD, PORT_25, STALE, NAMES)), Proven)


def test_no_claim_where_the_fault_is_a_blank_field() -> None:
    """The published host, port and security are fine."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, RIGHT, NAMES)), RuledOut)


def test_bundled_provider_data_is_not_the_providers_own() -> None:
    """An old entry of a database that ships with the program accuses nobody."""
    told = phone(port=25)
    bundled = published(PublishedServer("smtp", HOST, 25, "starttls"), origin="provider-database")
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, bundled, NAMES)), Unknown)


def test_ruled_out_where_one_of_several_published_ways_works() -> None:
    """One entry fails on this network, another one works: the publication is no fault."""
    told = phone(port=25)
    both = published(
        PublishedServer("smtp", HOST, 25, "starttls"),
        PublishedServer("smtp", HOST, 587, "starttls"),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, both, NAMES)), RuledOut)


def test_ruled_out_where_port_465_is_published_and_works() -> None:
    """The device's word for its kind of TLS differs; on port 465 it is direct TLS all the same."""
    told = phone(port=25)
    other = conversation(port=465, mode="tls")
    both = published(
        PublishedServer("smtp", HOST, 25, "starttls"), PublishedServer("smtp", HOST, 465, "tls")
    )
    assert isinstance(judge.judge(told, seen(told, other, PORT_25, both, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
