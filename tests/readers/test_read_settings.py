"""Choosing the reader by content, and the account by address."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.case import Case, InputError
from mailmend.readers import read_settings, read_settings_and_facts
from tests.readers.test_mobileconfig import mail, profile, signed
from tests.readers.test_thunderbird_prefs import prefs

TOML = b'address = "alice@customer.test"\n[outgoing]\nusername = ""\n'


def refusal(data: bytes, address: str | None = None, name: str = "the-file") -> str:
    """The one line that says why nothing was read."""
    with pytest.raises(InputError) as caught:
        read_settings(name, data, address)
    said = str(caught.value)
    assert said.isprintable()
    return said


@pytest.mark.parametrize("name", ["case.toml", "case.mobileconfig", "x"])
def test_the_name_of_a_file_does_not_decide(name: str) -> None:
    """A case is read as a case whatever it is called."""
    case = read_settings(name, TOML)
    assert (case.address, case.outgoing.username) == ("alice@customer.test", "")


def test_an_address_given_apart_wins() -> None:
    """As on the command line."""
    assert read_settings("c", TOML, "bob@customer.test").address == "bob@customer.test"


@pytest.mark.parametrize(
    "data", [profile(mail()), profile(mail(), binary=True), signed(profile(mail()))]
)
def test_a_profile_is_known_by_its_content(data: bytes) -> None:
    """XML, binary, signed."""
    case, facts = read_settings_and_facts("download", data)
    assert case.outgoing.host == "smtp.customer.test"
    assert case.outgoing.enabled is None
    assert case.device.app == "Apple Mail"
    assert {fact.field for fact in facts} >= {"profile.outgoing-password-same", "outgoing.host"}


def test_thunderbird_preferences_are_known_by_their_content() -> None:
    """Not by the name prefs.js."""
    case = read_settings("settings.txt", prefs())
    assert isinstance(case, Case)
    assert (case.device.app, case.outgoing.security) == ("Thunderbird", "starttls")


def test_one_of_several_accounts_is_chosen_by_address() -> None:
    """Upper and lower case are the same."""
    data = profile(mail(), mail(EmailAddress="bob@customer.test", OutgoingMailServerPortNumber=25))
    assert read_settings("p", data, "Bob@Customer.test").outgoing.port == 25
    said = refusal(data)
    assert "alice@customer.test, bob@customer.test" in said
    assert "has no account carol@customer.test" in refusal(data, "carol@customer.test")


def test_an_account_without_an_address_takes_the_one_given() -> None:
    """The device would ask for it on installation; without one we ask as well."""
    data = profile(mail(EmailAddress=None))
    assert read_settings("p", data, "zoe@customer.test").address == "zoe@customer.test"
    assert "give the address" in refusal(data)


def test_two_accounts_that_could_be_meant_are_not_chosen_from() -> None:
    """No guess."""
    data = profile(mail(EmailAddress=None), mail(EmailAddress=None))
    assert "2 accounts" in refusal(data, "zoe@customer.test")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\x00\x00\x00\x18ftypheic", "a HEIF picture"),
        (b"%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"\x00\x01\x02\x03", "not a text file"),
        (b"<html><body>", "a web page"),
        (b"<?xml version='1.0'?><clientConfig/>", "give the address"),
        (b"<?xml version='1.0'?><Autodiscover/>", "give the address"),
        (b"<?xml version='1.0'?><x/>", "an XML document"),
        (b"", "empty"),
        (b"Cannot Send Mail. The recipient was rejected.", "not valid TOML"),
    ],
)
def test_whatever_cannot_be_read_is_named(data: bytes, said: str) -> None:
    """With the file's name in front."""
    assert refusal(data).startswith("the-file: ")
    assert said in refusal(data)


def test_the_name_of_a_file_is_shown_escaped() -> None:
    """It comes from outside as well."""
    assert refusal(b"", name="\x1b[31mx\n").startswith("\\x1b[31mx\\n: ")


def test_a_bad_value_is_named_with_its_field() -> None:
    """Whatever file it stood in."""
    assert "outgoing.port" in refusal(profile(mail(OutgoingMailServerPortNumber=70000)))
    assert "outgoing.host" in refusal(profile(mail(OutgoingMailServerHostName="a\u202eb.test")))
    assert "recipient" in refusal(TOML.replace(b"[out", b'recipient = "x"\n[out'))


@pytest.mark.parametrize("filler", [b"\n", b" ", b"\t\n", b"-----BEGIN PKCS7-----\n", b"<"])
def test_telling_what_a_file_is_takes_linear_time(filler: bytes) -> None:
    """Megabytes of the same are no work."""
    start = time.process_time()
    assert refusal(filler * (2_000_000 // len(filler)))
    assert time.process_time() - start < 3


BEGINNINGS = (
    b"Windows Registry Editor Version 5.00\r\n",
    b"[General]\r\n[Account1]\r\n",
    b"dclogin:",
    b"<?xml version='1.0'?><k9settings>",
    b"<clientConfig>",
    b"<Autodiscover>",
    b'{"Type": "com.apple.configuration.account.mail", "Payload": ',
    b"bplist00",
)


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_noise_after_any_beginning_is_one_line(beginning: bytes, noise: bytes) -> None:
    """A case or a refusal, nothing else."""
    try:
        read_settings("f", beginning + noise, "alice@customer.test")
    except InputError as problem:
        said = str(problem)
    else:
        said = ""
    assert not said or said.isprintable()


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_long_file_is_read_in_little_time(beginning: bytes) -> None:
    """No pattern looks back again and again."""
    start = time.process_time()
    for filling in (b"<" * 200_000, b" " * 200_000, b'"a"="' * 40_000, b"[" * 200_000):
        with contextlib.suppress(InputError):
            read_settings("f", beginning + filling, "alice@customer.test")
    assert time.process_time() - start < 5
