"""An Exchange server that refuses the message."""

from mailmend.case import Case, Incoming
from mailmend.causes.eas_message_rejected_other import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, D_REJECTED, D_RELAY, NOTHING, case, seen


def test_possible_with_the_exchange_alert() -> None:
    """SMTP never shows it; the server's log would tell."""
    told = case(error=D_REJECTED)
    assert isinstance(judge.judge(told, seen(told)), Possible)


def test_ruled_out_by_an_imap_account() -> None:
    """IMAP and ActiveSync exclude each other."""
    told = Case(ADDRESS, error=D_REJECTED, incoming=Incoming(protocol="imap"))
    assert isinstance(judge.judge(told, seen(told)), RuledOut)


def test_no_claim_with_another_alert() -> None:
    """Relaying is a word of SMTP."""
    told = case(error=D_RELAY)
    assert isinstance(judge.judge(told, seen(told)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
