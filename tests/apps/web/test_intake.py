"""From the forms to the case."""

from __future__ import annotations

import pytest

from mailmend.apps.web.alerts import PICTURES
from mailmend.apps.web.intake import Settings, Told, Unusable, case_of, with_settings
from mailmend.case import Case, Outgoing
from mailmend.errors import explain

CASE = Case("alice@x.example")


def test_nothing_told_is_nothing_known() -> None:
    """Only the address is needed; the rest stays unknown."""
    case = case_of(Told(address=" alice@x.example "), "")
    assert case.address == "alice@x.example"
    assert case.error is None
    assert case.onset == "unknown"
    assert case.outgoing == Outgoing()


@pytest.mark.parametrize(
    ("chosen", "meaning"),
    [
        ("relay", "relay-denied"),
        ("login", "auth-failed"),
        ("connection", "connection"),
        ("sender", "sender-rejected"),
        ("identity", "tls-error"),
    ],
)
def test_every_picture_is_read_as_what_it_shows(chosen: str, meaning: str) -> None:
    """The words behind a picture are understood by the reader of error texts."""
    error = case_of(Told(address="a@x.example", alert=chosen), "").error
    assert error is not None
    assert explain(error)[0].meaning == meaning


def test_every_picture_is_tested() -> None:
    """The list above is whole."""
    assert [each.id for each in PICTURES] == ["relay", "login", "connection", "sender", "identity"]


def test_pasted_words_are_better_than_the_picture() -> None:
    """What stands there word for word wins."""
    told = Told(address="a@x.example", alert="relay", error="550 5.7.1 Relaying denied\x07\r\n")
    assert case_of(told, "").error == "550 5.7.1 Relaying denied"


def test_too_many_words_are_refused() -> None:
    """A bound, with a word at the field."""
    with pytest.raises(Unusable) as refused:
        case_of(Told(address="a@x.example", error="x" * 10_000), "")
    assert refused.value.field == "error"


def test_settings_are_laid_over_what_is_known() -> None:
    """What is left open stays as it was."""
    first = with_settings(CASE, Settings(host="mail.x.example", username_state="blank"))
    second = with_settings(first, Settings(port="587", ssl="on", password_state="filled"))
    assert second.outgoing == Outgoing(
        host="mail.x.example", port=587, security="starttls", username="", password_set=True
    )


@pytest.mark.parametrize(
    ("port", "ssl", "security"),
    [
        ("465", "on", "tls"),
        ("587", "on", "starttls"),
        ("", "on", "starttls"),
        ("25", "off", "none"),
        ("25", "", None),
    ],
)
def test_one_switch_and_the_port_say_the_encryption(
    port: str, ssl: str, security: str | None
) -> None:
    """As Apple's Mail does it."""
    assert with_settings(CASE, Settings(port=port, ssl=ssl)).outgoing.security == security


def test_another_sender_is_kept_apart_from_the_mailbox() -> None:
    """And what is left open stays."""
    case = with_settings(CASE, Settings(sender=" info@x.example "))
    assert (case.address, case.sender) == ("alice@x.example", "info@x.example")
    assert with_settings(case, Settings()).sender == "info@x.example"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Settings(port="0"), "port"),
        (Settings(port="x"), "port"),
        (Settings(host="a\x00b"), "host"),
        (Settings(username="a\u202eb"), "username"),
        (Settings(username="a" * 300), "username"),
        (Settings(sender="alice"), "sender"),
    ],
)
def test_unusable_values_are_named(told: Settings, field: str) -> None:
    """The person is told which field to mend."""
    with pytest.raises(Unusable) as refused:
        with_settings(CASE, told)
    assert refused.value.field == field
