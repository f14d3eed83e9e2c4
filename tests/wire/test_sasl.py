"""SASL's mechanisms."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest

from mailmend.wire import sasl


def test_plain_is_the_message_of_its_rfc() -> None:
    """RFC 4616 section 4: empty authorisation identity, name and password between NULs."""
    assert b64decode(sasl.plain_message("tim", "tanstaaftanstaaf")) == b"\0tim\0tanstaaftanstaaf"
    assert b64decode(sasl.plain_message("jürgen", "pässword")) == "\0jürgen\0pässword".encode()


@pytest.mark.parametrize(("name", "word"), [("a\0b", "c"), ("a", "b\0c")])
def test_plain_refuses_a_nul(name: str, word: str) -> None:
    """It would shift name and password."""
    with pytest.raises(sasl.NotPossible):
        sasl.plain_message(name, word)


def test_cram_md5_gives_the_digest_of_its_rfc() -> None:
    """RFC 2195 section 2, the example."""
    challenge = b"<1896.697170952@postoffice.reston.mci.net>"
    expected = b"tim b913a602c7eda7a495b4e6e7334d3890"
    assert b64decode(sasl.cram_md5("tim", "tanstaaftanstaaf", challenge)) == expected


def test_plain_goes_out_with_the_command() -> None:
    """The initial response saves a round trip; what is shown holds no password."""
    line = sasl.opening("PLAIN", "tim")
    assert isinstance(line, sasl.Hidden)
    assert line.build("secret") == b"AUTH PLAIN " + b64encode(b"\0tim\0secret")
    assert "secret" not in line.shown


def test_login_asks_twice() -> None:
    """Name in the open, password hidden, whatever the prompts say."""
    assert sasl.opening("LOGIN", "tim") == sasl.Public(b"AUTH LOGIN")
    assert sasl.answer("LOGIN", "tim", "???", 1) == sasl.Public(b64encode(b"tim"))
    line = sasl.answer("LOGIN", "tim", "", 2)
    assert isinstance(line, sasl.Hidden)
    assert line.build("secret") == b64encode(b"secret")


@pytest.mark.parametrize(
    ("mechanism", "turn"), [("PLAIN", 2), ("LOGIN", 3), ("CRAM-MD5", 2), ("XOAUTH2", 1)]
)
def test_one_challenge_too_many_cannot_be_answered(mechanism: str, turn: int) -> None:
    """No mechanism goes on for ever."""
    with pytest.raises(sasl.NotPossible):
        sasl.answer(mechanism, "tim", "PDEyMz4=", turn)


@pytest.mark.parametrize("challenge", ["not base64!", "YQ=", "x" * 20_000])
def test_a_bad_challenge_is_refused(challenge: str) -> None:
    """It must be base64 and within 12 KiB."""
    with pytest.raises(sasl.NotPossible):
        sasl.answer("CRAM-MD5", "tim", challenge, 1)


def test_the_first_wanted_mechanism_that_is_offered_is_chosen() -> None:
    """Only those spoken here."""
    assert sasl.choose(("LOGIN", "PLAIN", "CRAM-MD5")) == "PLAIN"
    assert sasl.choose(("cram-md5", "login")) == "LOGIN"
    assert sasl.choose(("PLAIN",), ("CRAM-MD5",)) is None
    assert sasl.choose(("XOAUTH2", "NTLM"), ("NTLM",)) is None
    assert sasl.choose(()) is None
