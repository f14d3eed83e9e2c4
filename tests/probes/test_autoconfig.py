"""Fetching autoconfiguration: what is asked where, and what is believed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from mailmend.facts import Fact, NotObserved, PublishedSettings
from mailmend.probes.autoconfig import observe_autoconfig
from tests.probes.webworld import Pages, world

ADDRESS = "alice+x@customer.test"
OWN = "autoconfig.customer.test/mail/config-v1.1.xml"
KNOWN = "customer.test/.well-known/autoconfig/mail/config-v1.1.xml"
QUERY = "?emailaddress=alice%2Bx%40customer.test"
GOOD = b"""<clientConfig version="1.1"><emailProvider id="customer.test">
<displayName>Customer</displayName>
<outgoingServer type="smtp"><hostname>smtp.customer.test</hostname><port>465</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username>
<authentication>password-cleartext</authentication></outgoingServer>
</emailProvider></clientConfig>"""


def observe(pages: Pages, address: str = ADDRESS, mx: Sequence[str] = ()) -> tuple[Fact, ...]:
    """The facts of one run."""

    async def exchangers() -> Sequence[str]:
        return mx

    return asyncio.run(observe_autoconfig(world(pages), address, exchangers))


def settings(facts: tuple[Fact, ...]) -> list[PublishedSettings]:
    """Only what is published."""
    return [fact for fact in facts if isinstance(fact, PublishedSettings)]


def test_both_https_places_are_asked_with_the_address_and_no_more() -> None:
    """One good answer makes plain HTTP needless."""
    pages = Pages()
    pages.put(f"https://{OWN}{QUERY}", GOOD)
    facts = observe(pages)
    assert sorted(pages.asked) == [f"https://{OWN}{QUERY}", f"https://{KNOWN}{QUERY}"]
    (found,) = settings(facts)
    assert (found.origin, found.trusted, found.provider) == ("autoconfig", True, "Customer")
    assert found.servers[0].username == ADDRESS
    assert found.at == "2026-05-01T12:00:00Z"
    assert found.raw.startswith("<clientConfig")
    (missed,) = (fact for fact in facts if isinstance(fact, NotObserved))
    assert (missed.target, missed.why) == (f"https://{KNOWN}{QUERY}", "HTTP 404")


def test_plain_http_comes_last_without_the_address_and_untrusted() -> None:
    """A spy on the way learns no address, and his settings are not believed."""
    pages = Pages()
    pages.put(f"http://{KNOWN}", GOOD, trusted=False)
    (found,) = settings(observe(pages))
    assert (found.origin, found.trusted) == ("well-known", False)
    assert not [url for url in pages.asked if url.startswith("http:") and "alice" in url]


def test_plain_http_stays_untrusted_although_it_ends_in_https() -> None:
    """The first hop could have been anybody's."""
    pages = Pages()
    pages.put(f"http://{OWN}", GOOD, trusted=True, final=f"https://{OWN}")
    (found,) = settings(observe(pages))
    assert not found.trusted


@pytest.mark.parametrize(
    ("final", "trusted", "believed"),
    [
        ("https://www.customer.test/ac.xml", True, True),
        ("https://autoconfig.hoster.test/ac.xml", True, False),
        ("http://www.customer.test/ac.xml", True, False),
        ("https://www.customer.test/ac.xml", False, False),
        ("https://customer.test.evil.test/ac.xml", True, False),
    ],
)
def test_a_redirection_out_of_the_domain_or_of_https_ends_trust(
    final: str, trusted: bool, believed: bool
) -> None:
    """The settings are still shown."""
    pages = Pages()
    pages.put(f"https://{OWN}{QUERY}", GOOD, trusted=trusted, final=final)
    (found,) = settings(observe(pages))
    assert found.trusted is believed
    assert found.url == final


@pytest.mark.parametrize("name", ["in.hoster.co.uk", "hoster.co.uk"])
def test_the_domain_of_the_exchanger_is_asked_last_without_the_address(name: str) -> None:
    """Hosters answer there for all their customers; DNS names them, so they are not trusted."""
    url = f"https://autoconfig.{name}/mail/config-v1.1.xml"
    pages = Pages()
    pages.put(url, GOOD)
    (found,) = settings(observe(pages, mx=("mx1.in.hoster.co.uk", "mx2.other.test")))
    assert (found.url, found.trusted) == (url, False)
    assert not [asked for asked in pages.asked if "other.test" in asked]
    assert len(pages.asked) == 6


@pytest.mark.parametrize("mx", ["aspmx.l.google.com", "x-com.mail.protection.outlook.com"])
def test_an_exchanger_in_the_bundled_data_is_not_asked(mx: str) -> None:
    """The bundled settings are reviewed; the exchanger's own word would add nothing."""
    pages = Pages()
    observe(pages, mx=(mx,))
    assert len(pages.asked) == 4


def test_the_exchangers_are_not_waited_for_where_the_domain_publishes() -> None:
    """No question is asked whose answer is not used."""
    pages = Pages()
    pages.put(f"https://{OWN}{QUERY}", GOOD)

    async def never() -> Sequence[str]:
        raise AssertionError

    assert settings(asyncio.run(observe_autoconfig(world(pages), ADDRESS, never)))


@pytest.mark.parametrize("mx", ["mail.customer.test", "co.uk", "10.0.0.1", "bad host", ""])
def test_an_exchanger_of_ones_own_or_of_nobody_adds_no_place(mx: str) -> None:
    """Nothing at a public suffix, no address, nothing twice."""
    pages = Pages()
    observe(pages, mx=(mx,))
    assert len(pages.asked) == 4


@pytest.mark.parametrize("address", ["a@co.uk", "a@github.io", "a@test", "a@10.0.0.1"])
def test_nothing_is_asked_at_a_public_suffix(address: str) -> None:
    """Not even once."""
    pages = Pages()
    (fact,) = observe(pages, address)
    assert isinstance(fact, NotObserved)
    assert pages.asked == []


def test_an_international_domain_is_asked_in_its_ascii_form() -> None:
    """URLs carry A-labels."""
    pages = Pages()
    observe(pages, "a@bücher.test")
    assert pages.asked[0].startswith("https://autoconfig.xn--bcher-kva.test/")


def test_what_cannot_be_read_is_said_in_words() -> None:
    """A home page, a bomb, and an unreachable host are three different misses."""
    pages = Pages()
    pages.put(f"https://{OWN}{QUERY}", b"<!DOCTYPE html><html></html>")
    pages.put(f"https://{KNOWN}{QUERY}", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    misses = {fact.why for fact in observe(pages) if isinstance(fact, NotObserved)}
    assert misses == {
        "what is published there is not read: it is a web page",
        "what is published there is not read: it has a document type",
        "HTTP 404",
    }


def test_servers_left_out_are_counted_in_a_fact_of_their_own() -> None:
    """Ten thousand servers are not silently cut to 64."""
    many = b"<outgoingServer type='smtp'><hostname>10.0.0.1</hostname></outgoingServer>" * 3000
    pages = Pages()
    pages.put(
        f"https://{OWN}{QUERY}",
        b"<clientConfig><emailProvider id='x'>" + many + b"</emailProvider></clientConfig>",
    )
    facts = observe(pages)
    assert settings(facts)[0].servers == ()
    (note,) = (
        fact for fact in facts if isinstance(fact, NotObserved) and fact.what == "published-server"
    )
    assert note.why.startswith("64 servers without")
    assert "2936 more" in note.why
