"""The case: what is read, what is refused, what stays unknown."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.case import (
    Case,
    InputError,
    Outgoing,
    case_from_mapping,
    parse_address,
    parse_port,
    printable,
)

FULL = """
address = "alice@customer.test"
error = "Cannot Send Mail."
recipient = "bob@elsewhere.test"
onset = "after-restore"
can_receive = true

[device]
os = "iOS"
version = "17.4"
app = "Apple Mail"

[incoming]
protocol = "imap"
host = "mail.hosting.test"
port = 993
security = "tls"
username = "alice@customer.test"
authentication = "password"

[outgoing]
enabled = true
host = "mail.hosting.test"
port = 25
security = "none"
username = ""
password_set = false
authentication = "password"

[[other_outgoing]]
host = "smtp.carrier.test"
"""


def test_a_whole_case_is_read() -> None:
    """Every key of the contract has its place."""
    case = case_from_mapping(tomllib.loads(FULL))
    assert case.address == "alice@customer.test"
    assert case.onset == "after-restore"
    assert case.incoming.port == 993
    assert case.outgoing == Outgoing(True, "mail.hosting.test", 25, "none", "", False, "password")
    assert case.other_outgoing == (Outgoing(host="smtp.carrier.test"),)
    assert case.ignored == ()


def test_what_is_missing_is_unknown() -> None:
    """Nothing is filled in by default; a blank field is something else."""
    case = case_from_mapping({"address": "alice@customer.test"})
    assert case == Case("alice@customer.test")
    assert case.outgoing.username is None
    assert not case.has_outgoing_settings


def test_unknown_keys_are_kept_by_name() -> None:
    """So that the caller can say what was not understood."""
    data = {"address": "a@b.test", "colour": "red", "outgoing": {"prot": 25}}
    assert case_from_mapping(data).ignored == ("colour", "outgoing.prot")


def test_the_address_given_apart_wins() -> None:
    """The command line goes before the file."""
    assert case_from_mapping({"address": "a@b.test"}, "c@d.test").address == "c@d.test"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "no address"),
        ({"address": "alice"}, "not complete"),
        ({"address": "alice@"}, "not complete"),
        ({"address": "@customer.test"}, "not complete"),
        ({"address": "al\x1bice@customer.test"}, "control character"),
        ({"address": "alice@customer.test\u202e"}, "control character"),
        ({"address": "alice@cust omer.test"}, "not a mail address"),
        ({"address": "alice@-x.test"}, "not a mail address"),
        ({"address": "a" * 250 + "@b.test"}, "longer than 254"),
        ({"address": 5}, "must be a text"),
        ({"address": "a@b.test", "outgoing": {"port": 99999}}, "99999 is not a port"),
        ({"address": "a@b.test", "outgoing": {"port": 0}}, "not a port"),
        ({"address": "a@b.test", "outgoing": {"port": True}}, "whole number"),
        ({"address": "a@b.test", "outgoing": {"port": "smtp"}}, "not a number"),
        ({"address": "a@b.test", "outgoing": {"security": "ssl3"}}, "none, starttls, tls"),
        ({"address": "a@b.test", "outgoing": {"enabled": "yes"}}, "true or false"),
        ({"address": "a@b.test", "outgoing": []}, "must be a table"),
        ({"address": "a@b.test", "other_outgoing": {}}, "list of tables"),
        ({"address": "a@b.test", "incoming": {"host": "a\nb"}}, "control character"),
        ({"address": "a@b.test", "error": "x" * 70000}, "too long"),
        ({"address": "a@b.test", "recipient": "bob"}, "recipient bob is not complete"),
    ],
)
def test_bad_input_gets_one_clear_line(data: dict[str, object], says: str) -> None:
    """The line says what to change and holds no control character."""
    with pytest.raises(InputError, match=says) as caught:
        case_from_mapping(data)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "address",
    ["alice@customer.test", "a+b@c.test", "müller@bücher.test", "o'neil@x.test", "a.b@sub.x.test"],
)
def test_good_addresses_are_kept_as_typed(address: str) -> None:
    """RFC 5321 and RFC 6531 forms."""
    assert parse_address(f" {address} ") == address


def test_an_odd_host_name_is_kept_because_it_may_be_the_fault() -> None:
    """A comma for a dot is what the person typed on the phone."""
    data = {"address": "a@b.test", "outgoing": {"host": "mail,hosting.test "}}
    assert case_from_mapping(data).outgoing.host == "mail,hosting.test"


@given(st.text(max_size=300))
def test_no_text_crashes_the_address_parser(text: str) -> None:
    """It is an address without control characters, or it is an InputError in clean words."""
    try:
        said = parse_address(text)
        assert "@" in said
    except InputError as refusal:
        said = refusal.args[0]
    assert printable(said) == said


def test_the_spaces_of_french_are_printable_and_no_other_hidden_one() -> None:
    """Inside « » and before double punctuation; a no-break space in a name stays visible."""
    said = "Tapez «\u00a0alice\u00a0»\u00a0: fini\u00a0!"
    assert printable(said) == said
    assert printable("alice\u00a0") == "alice\\xa0"
    assert printable("\u00a0alice bob\u00a0smith\u202f:") == "\\xa0alice bob\\xa0smith\\u202f:"


@given(st.integers() | st.text(max_size=20))
def test_a_port_is_between_1_and_65535(value: int | str) -> None:
    """Or it is an InputError."""
    try:
        port = parse_port(value, "port")
    except InputError:
        return
    assert 1 <= port <= 65535
