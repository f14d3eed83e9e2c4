"""Asking autodiscover: never out of the domain, never with a password."""

from __future__ import annotations

import asyncio

import pytest

from mailmend.facts import Fact, NotObserved, PublishedSettings
from mailmend.probes.autodiscover import observe_autodiscover
from tests.probes.webworld import Names, Pages, world

ADDRESS = "alice@customer.test"
PATH = "/autodiscover/autodiscover.xml"
FIRST = f"https://autodiscover.customer.test{PATH}"
SECOND = f"https://customer.test{PATH}"
SRV = ("_autodiscover._tcp.customer.test", "SRV")


def reply(inner: str) -> bytes:
    """An autodiscover reply around the content of its account."""
    return (
        f"<Autodiscover><Response><Account>{inner}</Account></Response></Autodiscover>"
    ).encode()


SETTINGS = reply(
    "<Protocol><Type>SMTP</Type><Server>smtp.customer.test</Server><Port>587</Port>"
    "<SPA>off</SPA><Encryption>TLS</Encryption><LoginName>alice@customer.test</LoginName></Protocol>"
)


def redirect(url: str) -> bytes:
    """A reply that sends the client elsewhere."""
    return reply(f"<Action>redirectUrl</Action><RedirectUrl>{url}</RedirectUrl>")


def observe(pages: Pages, names: Names | None = None, address: str = ADDRESS) -> tuple[Fact, ...]:
    """The facts of one run."""
    return asyncio.run(observe_autodiscover(world(pages, names), address))


def settings(facts: tuple[Fact, ...]) -> list[PublishedSettings]:
    """Only what is published."""
    return [fact for fact in facts if isinstance(fact, PublishedSettings)]


def misses(facts: tuple[Fact, ...]) -> dict[str, str]:
    """What was not seen, and why."""
    return {fact.target: fact.why for fact in facts if isinstance(fact, NotObserved)}


def test_both_places_of_the_domain_are_asked() -> None:
    """The address goes in the body, over HTTPS, to the domain itself."""
    pages = Pages()
    pages.put(FIRST, SETTINGS)
    facts = observe(pages)
    assert [url for url, _ in pages.posted] == [FIRST, SECOND]
    assert all(
        "<EMailAddress>alice@customer.test</EMailAddress>" in body for _, body in pages.posted
    )
    assert pages.asked == []
    (found,) = settings(facts)
    assert (found.origin, found.trusted, found.servers[0].security) == (
        "autodiscover",
        True,
        "starttls",
    )
    assert misses(facts) == {SECOND: "timeout"}


def test_a_redirection_within_the_domain_is_followed() -> None:
    """With the address, over HTTPS."""
    further = f"https://mail.customer.test{PATH}"
    pages = Pages()
    pages.put(FIRST, redirect(further))
    pages.put(further, SETTINGS)
    assert [fact.source for fact in settings(observe(pages))] == [further]


@pytest.mark.parametrize(
    "url",
    [
        "https://hoster.test/autodiscover/autodiscover.xml",
        "http://mail.customer.test/autodiscover/autodiscover.xml",
        "https://mail.customer.test:8443/autodiscover/autodiscover.xml",
        "https://user:pw@mail.customer.test/autodiscover/autodiscover.xml",
        "https://customer.test.evil.test/x",
        "https://127.0.0.1/x",
        "file:///etc/passwd",
        "//mail.customer.test/x",
        "https://mail.customer.test:99999/x",
        "https://[::1/x",
    ],
)
def test_any_other_redirection_is_recorded_and_not_followed(url: str) -> None:
    """A foreign domain, plain HTTP, another port, a user in the URL, an address."""
    pages = Pages()
    pages.put(FIRST, redirect(url))
    facts = observe(pages)
    assert [asked for asked, _ in pages.posted] == [FIRST, SECOND]
    assert misses(facts)[url] == "another domain; not followed"
    assert not [asked for asked in pages.asked if "customer.test" not in asked]


def test_an_http_redirection_is_treated_like_one_in_the_reply() -> None:
    """Within the domain it is asked with the address, elsewhere it is recorded."""
    further = f"https://mail.customer.test{PATH}"
    pages = Pages()
    pages.move(FIRST, further)
    pages.put(further, SETTINGS)
    pages.move(SECOND, f"https://hoster.test{PATH}")
    facts = observe(pages)
    assert [fact.source for fact in settings(facts)] == [further]
    assert misses(facts)[f"https://hoster.test{PATH}"] == "another domain; not followed"
    assert [url for url, _ in pages.posted] == [FIRST, SECOND, further]


def test_a_circle_of_redirections_ends() -> None:
    """Each place is asked once."""
    other = f"https://mail.customer.test{PATH}"
    pages = Pages()
    pages.put(FIRST, redirect(other))
    pages.put(other, redirect(FIRST))
    facts = observe(pages)
    assert [url for url, _ in pages.posted] == [FIRST, SECOND, other]
    assert misses(facts)[other] == "redirected in a circle"


def test_an_endless_chain_of_redirections_ends() -> None:
    """Three rounds, then it is said."""
    pages = Pages()
    pages.put(FIRST, redirect("https://a1.customer.test/x"))
    for number in range(1, 50):
        pages.put(
            f"https://a{number}.customer.test/x", redirect(f"https://a{number + 1}.customer.test/x")
        )
    facts = observe(pages)
    assert len(pages.posted) == 4
    assert misses(facts)["https://a3.customer.test/x"] == "too many redirections"


def test_a_redirection_to_another_address_is_recorded() -> None:
    """That address is somebody else's business."""
    pages = Pages()
    pages.put(FIRST, reply("<RedirectAddr>alice@other.test</RedirectAddr>"))
    assert "alice@other.test" in misses(observe(pages))[FIRST]


def test_a_service_record_within_the_domain_is_asked() -> None:
    """On port 443 only."""
    target = f"https://ad.customer.test{PATH}"
    pages = Pages()
    pages.put(target, SETTINGS)
    names = Names({SRV: ("0 1 443 ad.customer.test.",)})
    assert [fact.source for fact in settings(observe(pages, names))] == [target]
    odd = Pages()
    observe(odd, Names({SRV: ("0 1 22 ad.customer.test.",)}))
    assert [url for url, _ in odd.posted] == [FIRST, SECOND]


def test_a_service_record_of_a_hoster_is_recorded_and_not_asked() -> None:
    """The address does not leave the domain on the word of DNS."""
    pages = Pages()
    facts = observe(pages, Names({SRV: ("0 0 443 mailconfig.hoster.test.",)}))
    assert misses(facts)[f"https://mailconfig.hoster.test{PATH}"] == "another domain; not followed"
    assert [url for url, _ in pages.posted] == [FIRST, SECOND]


def test_plain_http_only_shows_where_it_leads() -> None:
    """It carries no data, and what it names is asked only within the domain."""
    plain = f"http://autodiscover.customer.test{PATH}"
    pages = Pages()
    pages.put(plain, b"", status=401, final=f"https://ex.customer.test{PATH}")
    pages.put(f"https://ex.customer.test{PATH}", SETTINGS)
    assert len(settings(observe(pages))) == 1
    assert pages.asked == [plain]
    foreign = Pages()
    foreign.put(plain, b"", status=401, final=f"https://ex.hoster.test{PATH}")
    facts = observe(foreign)
    assert misses(facts)[f"https://ex.hoster.test{PATH}"] == "another domain; not followed"
    assert len(foreign.posted) == 2


def test_settings_that_came_by_a_foreign_redirection_are_not_trusted() -> None:
    """Even where the web client followed it on its own."""
    pages = Pages()
    pages.put(FIRST, SETTINGS, final=f"https://hoster.test{PATH}")
    assert [fact.trusted for fact in settings(observe(pages))] == [False]


@pytest.mark.parametrize(("status", "why"), [(401, "HTTP 401"), (500, "HTTP 500")])
def test_a_request_for_a_password_is_a_miss(status: int, why: str) -> None:
    """There is no second try with credentials."""
    pages = Pages()
    pages.put(FIRST, b"", status=status)
    facts = observe(pages)
    assert misses(facts)[FIRST] == why
    assert [url for url, _ in pages.posted].count(FIRST) == 1


@pytest.mark.parametrize("address", ["a@co.uk", "a@test", "a@github.io"])
def test_nothing_is_asked_at_a_public_suffix(address: str) -> None:
    """Back-off to autodiscover.TLD is what leaked passwords."""
    pages = Pages()
    (fact,) = observe(pages, address=address)
    assert isinstance(fact, NotObserved)
    assert (pages.asked, pages.posted) == ([], [])
