"""The old password kept for sending."""

import pytest

from mailmend.causes.password_changed_not_updated_outgoing import judge
from mailmend.change import AccountAction
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    CASE,
    D_LOGIN,
    D_RELAY,
    D_SETTINGS,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    conversation,
    mailbox,
    phone,
    seen,
)


@pytest.mark.parametrize("error", [D_LOGIN, D_SETTINGS, AUTH_535])
def test_likely_where_the_settings_work_and_the_device_is_refused(error: str) -> None:
    """The password handed over works; the one on the device must be another."""
    told = phone(error)
    verdict = judge.judge(told, seen(told, GOOD, mailbox(), NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (AccountAction("enter-current-password", ADDRESS),)


def test_likely_after_a_change_of_password() -> None:
    """The story fits, and nothing else is wrong."""
    told = phone(onset="after-password-change")
    assert isinstance(judge.judge(told, seen(told, GOOD, mailbox(), NAMES)), Likely)


def test_possible_without_a_password_to_try() -> None:
    """Only the story and the alert."""
    told = phone(D_SETTINGS, onset="after-password-change")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Possible)


def test_ruled_out_by_a_current_password_that_is_refused() -> None:
    """What was handed over fails as well: no stale copy explains that."""
    told = phone(D_LOGIN)
    facts = seen(told, conversation(auth=AUTH_535), mailbox(), NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_ruled_out_by_a_device_that_does_not_sign_in() -> None:
    """With a blank user name no password is ever sent."""
    told = phone(D_RELAY, username="", onset="after-password-change")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_another_fault_of_the_settings() -> None:
    """Port 25 explains the alert of a wrong password."""
    told = phone(D_LOGIN, port=25)
    no_login = conversation(port=25, auth_keyword=None, auth=None)
    assert isinstance(judge.judge(told, seen(told, GOOD, no_login, NAMES)), RuledOut)


def test_no_claim_where_nothing_is_wrong() -> None:
    """A device that sends and no complaint."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, mailbox(), NAMES)), Unknown)


def test_not_by_a_login_of_the_server_itself_that_a_notice_tells_of() -> None:
    """The server's own login at its relay host was refused."""
    told = phone(
        "Delayed Mail: SASL authentication failed; server relay.test[192.0.2.9] said: 535 5.7.8 "
        "Error: authentication failed"
    )
    assert not isinstance(judge.judge(told, seen(told, GOOD)), Likely)
    own = phone("The server said: 535 5.7.8 Error: authentication failed")
    assert isinstance(judge.judge(own, seen(own, GOOD)), Likely)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
