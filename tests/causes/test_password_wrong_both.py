"""A password that is wrong everywhere."""

from mailmend.causes.password_wrong_both import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    mailbox,
    phone,
    seen,
)

REFUSED = mailbox("refused", code="AUTHENTICATIONFAILED", text="Authentication failed.")
WRONG = conversation(auth=AUTH_535)


def test_likely_where_both_services_refuse_the_pair() -> None:
    """Never proven from outside: a broken server refuses everybody with the same words."""
    told = phone()
    verdict = judge.judge(told, seen(told, WRONG, REFUSED, NAMES))
    assert isinstance(verdict, Likely)
    assert set(verdict.because) == {WRONG, REFUSED}
    assert "webmail" in verdict.would_settle


def test_possible_where_reading_was_not_tried() -> None:
    """One refusal leaves the whole family open."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, WRONG, NAMES)), Possible)


def test_possible_where_the_mailbox_server_cannot_decide() -> None:
    """A backend that is down makes a refusal doubtful."""
    told = phone()
    down = mailbox("unavailable", code="UNAVAILABLE", protocol="pop3")
    assert isinstance(judge.judge(told, seen(told, WRONG, REFUSED, down)), Possible)


def test_possible_where_the_address_itself_is_unknown() -> None:
    """A mailbox that is gone refuses every password."""
    told = phone()
    gone = conversation(
        auth=AUTH_535, anonymous_own="550 5.1.1 <alice@customer.test>: User unknown"
    )
    assert isinstance(judge.judge(told, seen(told, gone, REFUSED)), Possible)


def test_ruled_out_by_a_mailbox_login_that_is_accepted() -> None:
    """The pair reads mail."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, WRONG, mailbox(), NAMES)), RuledOut)


def test_ruled_out_by_a_refusal_that_names_another_reason() -> None:
    """The account is suspended."""
    told = phone()
    barred = mailbox("refused", code="CONTACTADMIN")
    assert isinstance(judge.judge(told, seen(told, WRONG, barred)), RuledOut)


def test_ruled_out_where_another_form_of_the_name_is_accepted() -> None:
    """The password is right; the name was not."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, WRONG, GOOD, NAMES)), RuledOut)


def test_a_backend_that_is_down_is_another_cause() -> None:
    """454 is no refusal of the password."""
    told = phone()
    down = conversation(auth="454 4.7.0 Temporary authentication failure: Connection lost")
    assert isinstance(judge.judge(told, seen(told, down, NAMES)), Unknown)


def test_possible_only_where_it_happened_all_of_a_sudden() -> None:
    """Nobody changed a password: a server that refuses everybody looks the same."""
    told = phone(onset="sudden")
    assert isinstance(judge.judge(told, seen(told, WRONG, REFUSED, NAMES)), Possible)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
