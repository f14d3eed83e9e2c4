"""A mail account that lost its outgoing server in a restore."""

from mailmend.causes.restore_smtp_account_orphaned import judge
from mailmend.verdict import Likely, RuledOut, Unknown
from tests.causes.build import CANNOT_SEND, CASE, GOOD, NAMES, NOTHING, case, phone, seen

NO_SERVER = f"{CANNOT_SEND}You have not specified an SMTP server in Mail Preferences."


def test_likely_with_no_host_after_a_restore() -> None:
    """The field is empty; the link in the backup cannot be seen from outside."""
    told = phone(host="", onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_likely_from_the_alert() -> None:
    """The device says that there is no server."""
    told = case(error=NO_SERVER, onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_ruled_out_by_a_server_that_is_there() -> None:
    """The link is whole; the user name is not."""
    told = phone(username="", onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """An empty list at the first set-up was never filled."""
    told = phone(host="", onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_asks_after_a_restore_of_which_nothing_is_known() -> None:
    """Whether a server is listed is the person's to see."""
    told = case(onset="after-restore")
    verdict = judge.judge(told, seen(told, NAMES))
    assert isinstance(verdict, Unknown)
    assert "server" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
