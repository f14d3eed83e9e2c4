"""What became of each setting that was tried."""

from __future__ import annotations

from mailmend.apps.tried import Status, tried_incoming, tried_outgoing
from mailmend.facts import Facts, SmtpDialogue
from mailmend.languages import say
from tests.causes.build import (
    AUTH_535,
    RELAY_454,
    certificate,
    conversation,
    dialogue,
    mailbox,
    session,
    step,
)


def status(seen: SmtpDialogue) -> Status:
    """The status of one dialogue."""
    return tried_outgoing(Facts([seen]))[0].status


def test_login_and_relay_make_it_work() -> None:
    """Only an accepted foreign recipient after login counts."""
    assert status(conversation()) == "works"
    assert status(conversation(remote=RELAY_454)) == "fails"


def test_a_refused_login_is_told_apart_from_an_untried_one() -> None:
    """No login tried is no login refused."""
    assert status(conversation(auth=AUTH_535)) == "refused"
    assert status(conversation(auth=None)) == "untried"


def test_what_cannot_carry_a_password_fails() -> None:
    """No login offered, a bad certificate, a failed handshake, silence."""
    bad = dialogue(
        step("ehlo", "250 x"),
        tls=session(leaf=certificate(name_matches=False)),
        secure=("AUTH PLAIN",),
    )

    assert status(conversation(auth=None, auth_keyword=None)) == "fails"
    assert status(bad) == "fails"
    assert status(dialogue(tls=session(failure="not-tls"))) == "fails"
    assert status(dialogue(greeting=None)) == "fails"


def test_why_is_said_in_the_owners_language() -> None:
    """The clause is; the server's own words stay, and are bounded."""
    long = "535 5.7.8 " + "x" * 5000
    row = tried_outgoing(Facts([conversation(auth=long)]))[0]
    said = say("de", row.why)

    assert row.why.startswith("the login was refused: 535")
    assert said.startswith("die Anmeldung wurde abgelehnt: 535")
    assert len(said) < 400
    assert row.document()["why"] == row.why


def test_the_best_result_of_an_endpoint_stands_first_and_once() -> None:
    """A second dialogue for another question does not hide that it works."""
    rows = tried_outgoing(
        Facts([conversation(auth=None), conversation(), conversation(port=465, mode="tls")])
    )

    assert [(row.port, row.status) for row in rows] == [(465, "works"), (587, "works")]


def test_incoming_follows_the_login() -> None:
    """Accepted works, refused is refused, not tried is untried."""
    for login, found in (("accepted", "works"), ("refused", "refused"), ("not-tried", "untried")):
        rows = tried_incoming(Facts([mailbox(login)]))  # type: ignore[arg-type]
        assert [row.status for row in rows] == [found]
