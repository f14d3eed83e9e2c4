"""What clients show: Apple Mail's alerts, Outlook's numbers, and a quoted reply in either."""

import pytest

from mailmend.errors import explain, read_alert
from tests.errors.atlas import rows


@pytest.mark.parametrize(("alert", "meaning", "text"), rows("alerts", 3))
def test_alert(alert: str, meaning: str, text: str) -> None:
    """Every alert of the catalogue is recognised, in its old and new wordings."""
    (reading, *more) = read_alert(text)
    assert not more
    assert (reading.alert, reading.meaning) == (alert, meaning)
    assert reading.causes or meaning == "other"


def test_host_port_and_address_are_kept() -> None:
    """What the alert names is there for the diagnosis to use."""
    (timeout,) = read_alert("The connection to the server “mail.b.test” on port 587 timed out.")
    assert (timeout.host, timeout.port, timeout.address) == ("mail.b.test", 587, None)
    (relay,) = read_alert('The recipient "bob@else.test" was rejected by the server.')
    assert (relay.address, relay.host) == ("bob@else.test", None)


@pytest.mark.parametrize(
    "text",
    [
        "The recipient “bob@else.test” was\nrejected by the server because\nit does not allow",
        "The recipient 'bob@else.test' was rejected by the server because it doesn’t allow relay",
        "The recipient “bob@else.test” was rejected by the server because it does",
        "the recipient «bob@else.test» was rejected by the server because it does not allow",
        "Cannot Send Mail. The recipient bob@e.test was rejected by the server because it does not",
    ],
)
def test_line_breaks_quotes_and_cut_off_text(text: str) -> None:
    """A screenshot's line breaks, any quotation marks, and a cut-off end do not matter."""
    assert [reading.alert for reading in read_alert(text)] == ["D-RELAY"]


def test_several_messages_at_once() -> None:
    """Each message of a text gives a reading of its own."""
    text = (
        "The recipient “bob@else.test” was rejected by the server because it does not allow"
        " relaying. The connection to the server “mail.b.test” on port 25 timed out."
    )
    assert {reading.alert for reading in read_alert(text)} == {"D-RELAY", "D-TIMEOUT"}


def test_a_quoted_reply_wins_when_it_says_more() -> None:
    """An unspecific alert takes its meaning and codes from the server's reply in it."""
    (reading,) = read_alert(
        "The recipient “bob@else.test” was rejected by the server. The server response was:"
        " 5.7.1 <bob@else.test>: Relay access denied"
    )
    assert (reading.alert, reading.meaning, reading.enhanced) == (
        "D-RCPT-1",
        "relay-denied",
        "5.7.1",
    )


def test_an_empty_reply_leaves_the_alert_its_meaning() -> None:
    """A quoted reply that says nothing does not blur what the alert says."""
    (reading,) = read_alert("The sender address “a@b.test” was rejected by the server. 550")
    assert reading.meaning == "sender-rejected"


def test_a_timeout_does_not_blame_the_login() -> None:
    """An alert about the connection excludes causes that need an answer from the server."""
    (reading,) = read_alert("The connection to the server “mail.b.test” on port 587 timed out.")
    assert "outgoing-username-blank" in reading.rules_out


def test_the_generic_refusal_still_allows_relaying() -> None:
    """Newer phones show every refusal alike, so the relay causes stay possible."""
    (reading,) = read_alert("The recipients were rejected by the server.")
    assert "outgoing-username-blank" in reading.causes


def test_the_title_alone_names_the_client() -> None:
    """The title without a reason tells which program spoke and nothing more."""
    (reading,) = read_alert("Cannot Send Mail. A copy has been placed in your Outbox.")
    assert (reading.client, reading.meaning, reading.alert) == ("ios-mail", "other", None)


@pytest.mark.parametrize("text", ["", "   ", "Dear Bob, see you on Tuesday.", "1234567890"])
def test_no_alert(text: str) -> None:
    """Other text gives no reading."""
    assert read_alert(text) == ()


def test_outlook_names_server_and_port() -> None:
    """The classic report of Outlook Express is read with its reply, server and port."""
    (reading,) = read_alert(
        "Account: 'mail', Server: 'smtp.b.test', Protocol: SMTP, Server Response: '530 5.7.0 Must"
        " issue a STARTTLS command first', Port: 25, Secure(SSL): No, Error Number: 0x800CCC78"
    )
    assert (reading.meaning, reading.host, reading.port) == ("tls-required", "smtp.b.test", 25)


def test_a_quoted_reply_ends_where_its_quotation_ends() -> None:
    """The fields that Outlook puts behind the reply, such as `SSL: No`, are no part of it."""
    (reading,) = explain(
        "Konto: 'a', Server: 'smtp.b.test', Antwort des Servers: '550 <c@d.test>... Weiterleitung"
        " verweigert', Port: 25, Sicher (SSL): Nein, Fehlernummer: 0x800CCC79"
    )
    assert (reading.meaning, reading.stage, reading.port) == ("relay-denied", "rcpt", 25)


def test_numbers_of_windows_scripts() -> None:
    """Programs that send by CDO show its error numbers."""
    assert explain("SMTP: the transport error code was 0x80040217.")[0].meaning == "auth-failed"
