"""The story's wiring: what one source says is handed to the others."""

from __future__ import annotations

import asyncio

from mailmend.case import Case
from mailmend.facts import PublishedSettings
from mailmend.flow import diagnose
from mailmend.io.clock import RealClock
from mailmend.report import Report
from mailmend.world import World
from tests.probes.webworld import Pages
from tests.probes.world import LedNet, TableDns

ADDRESS = "alice@customer.test"
PAGE = b"""<clientConfig version="1.1"><emailProvider id="hoster.test">
<outgoingServer type="smtp"><hostname>smtp.hoster.test</hostname><port>465</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username>
<authentication>password-cleartext</authentication></outgoingServer>
</emailProvider></clientConfig>"""


def told(pages: Pages, exchanger: str) -> Report:
    """The report for a domain with that exchanger, on whose ports nothing listens."""
    dns = TableDns({("customer.test", "MX"): (f"10 {exchanger}",)})
    world = World(LedNet(), dns, pages, RealClock())
    return asyncio.run(diagnose(Case(ADDRESS), world, None))


def published(report: Report) -> list[tuple[str, bool]]:
    """What was published where, and whether it is trusted."""
    return [(fact.url, fact.trusted) for fact in report.facts.of(PublishedSettings)]


def test_the_exchangers_owner_is_asked_where_the_domain_publishes_nothing() -> None:
    """A hoster's document for all its customers is found, and not trusted: DNS led there."""
    url = "https://autoconfig.hoster.test/mail/config-v1.1.xml"
    pages = Pages()
    pages.put(url, PAGE)
    assert published(told(pages, "mx1.hoster.test.")) == [(url, False)]


def test_an_exchanger_in_the_bundled_data_is_answered_by_it() -> None:
    """Without asking the exchanger's owner for anything."""
    pages = Pages()
    found = published(told(pages, "aspmx.l.google.com."))
    assert found == [("bundled:MX aspmx.l.google.com", True)]
    assert not [url for url in pages.asked if "google" in url]
