"""Published settings against what was tried."""

from __future__ import annotations

from dataclasses import replace

from mailmend.apps.published_copies import differences, unlike
from mailmend.case import Outgoing
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


GOOD = Outgoing(host=HOST, port=587, security="starttls", username=ADDRESS)


def against(server: PublishedServer) -> tuple[str, ...]:
    """What a copy with that server differs in from the settings that worked."""
    return unlike(GOOD, [published(server)])


def test_a_copy_with_the_settings_that_worked_is_not_unlike_them() -> None:
    """Without a user name, or with the same in other letters; servers beside it are not judged."""
    right = PublishedServer("smtp", HOST, 587, "starttls", ADDRESS)
    assert against(right) == ()
    assert against(replace(right, username=None)) == ()
    assert against(replace(right, username=ADDRESS.upper())) == ()
    beside = published(replace(right, host="other.hosting.test"))
    assert unlike(GOOD, [replace(beside, servers=(*beside.servers, right))]) == ()


def test_a_copy_without_the_settings_that_worked_is_told_with_what_it_has() -> None:
    """Another host, port or security; and another user name at the same place."""
    right = PublishedServer("smtp", HOST, 587, "starttls", ADDRESS)
    for wrong, said in (
        (replace(right, host="old.hosting.test"), "it publishes old.hosting.test port 587"),
        (replace(right, port=25), f"it publishes {HOST} port 25"),
        (replace(right, security="none"), "(none)"),
        (replace(right, username="alice"), f"the one that worked there is {ADDRESS}"),
    ):
        (finding,) = against(wrong)
        assert finding.startswith(URL)
        assert said in finding


def test_a_copy_without_any_outgoing_server_is_no_finding() -> None:
    """It says nothing of sending."""
    assert against(PublishedServer("imap", HOST, 993, "tls")) == ()
