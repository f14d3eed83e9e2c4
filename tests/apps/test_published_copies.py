"""Published settings against what was tried."""

from __future__ import annotations

from dataclasses import replace

from mailmend.apps.published_copies import differences
from mailmend.facts import Fact, Facts, PublishedServer, PublishedSettings
from mailmend.facts.published import Origin
from tests.causes.build import ADDRESS, AUTH_535, HOST, conversation, dialogue, session, step

WORKS = conversation()
URL = "https://autoconfig.customer.test/mail/config-v1.1.xml"


def published(server: PublishedServer, origin: Origin = "autoconfig") -> PublishedSettings:
    """A copy that names that server."""
    return PublishedSettings(origin=origin, url=URL, servers=(server,), trusted=True)


def same(**changes: str) -> PublishedServer:
    """The server of the conversation that works, with something changed."""
    mode = "none" if WORKS.mode == "plain" else WORKS.mode
    server = PublishedServer("smtp", HOST, WORKS.port, mode, ADDRESS, "password")
    return replace(server, **changes)  # type: ignore[arg-type]


def found(*facts: Fact) -> tuple[str, ...]:
    """The differences among those facts."""
    return differences(Facts(facts))


def test_a_copy_that_works_is_no_difference() -> None:
    """The same server, port, security and name; also without a name."""
    assert found(WORKS, published(same())) == ()
    assert found(WORKS, published(replace(same(), username=None))) == ()


def test_a_wrong_user_name_is_told() -> None:
    """What is published would be refused."""
    said = found(WORKS, published(same(username="alice")))
    assert len(said) == 1
    assert "user name alice" in said[0]
    assert URL in said[0]


def test_a_server_that_refuses_the_login_is_told() -> None:
    """Tried with the password and refused."""
    refused = dialogue(
        step("greeting", "220 other ESMTP"),
        step("auth", AUTH_535, secure=True, detail=ADDRESS),
        host="other.hosting.test",
        tls=session(),
    )
    server = replace(same(), host="other.hosting.test", port=refused.port)
    assert len(found(refused, WORKS, published(server))) == 1


def test_what_was_not_tried_or_is_bundled_is_no_finding() -> None:
    """Not seen is not wrong; and bundled data is not the provider's to correct."""
    assert found(WORKS, published(same(host="elsewhere.test"))) == ()
    assert found(WORKS, published(same(username="alice"), "provider-database")) == ()
