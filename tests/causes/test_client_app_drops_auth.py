"""A program that does not use the sign-in it has."""

from mailmend.causes.client_app_drops_auth import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_RELAY,
    D_SETTINGS,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    phone,
    seen,
)

OTHER = {"app": "ShopMailer", "os": "Windows"}
GENERIC = conversation(ehlo_name="[192.0.2.1]")
RELAY = "554 5.7.1 <bob@elsewhere.test>: Relay access denied"


def test_likely_where_the_settings_work_and_the_program_is_a_stranger() -> None:
    """The same settings send from here; the program reports what strangers are told."""
    told = phone(RELAY, **OTHER)
    assert isinstance(judge.judge(told, seen(told, GENERIC, NAMES)), Likely)


def test_possible_for_apples_mail() -> None:
    """It signs in whenever a user name is there; something else was used."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_ruled_out_by_settings_that_fail() -> None:
    """The blank user name is why nobody signs in."""
    told = phone(RELAY, username="", **OTHER)
    assert isinstance(judge.judge(told, seen(told, GENERIC, NAMES)), RuledOut)


def test_no_claim_where_a_login_was_refused() -> None:
    """A program that was refused did try."""
    told = phone(D_SETTINGS)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
