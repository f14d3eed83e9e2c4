"""No outgoing server at all."""

from mailmend.causes.smtp_server_list_empty import judge
from mailmend.change import SetField
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.backup import backup
from tests.causes.build import CASE, GOOD, HOST, NAMES, NO_PASSWORD, NOTHING, phone, seen


def test_proven_by_the_repair() -> None:
    """The field is empty; with a host in it, the message is accepted."""
    told = phone(host="")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.host", "", HOST),)


def test_proven_without_a_password() -> None:
    """A field that is empty needs no further test."""
    told = phone(host="")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Proven)


def test_ruled_out_by_a_host() -> None:
    """A host that is wrong is not a host that is missing."""
    told = phone(host="mial.hosting.test")
    facts = seen(told, GOOD, NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_unknown_where_the_host_was_not_told() -> None:
    """A field nobody looked at is not an empty field."""
    told = phone(host=None, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_the_backup_is_evidence() -> None:
    """It names the account's link to no server."""
    told = phone(host="")
    verdict = judge.judge(told, backup(seen(told, GOOD, NAMES), smtp_link="none"))
    assert isinstance(verdict, Proven)
    assert "backup.smtp-link" in {getattr(one, "field", "") for one in verdict.because}


def test_a_host_on_the_device_outweighs_the_backup() -> None:
    """It was filled in since."""
    told = phone()
    facts = backup(seen(told, GOOD, NAMES), smtp_link="none")
    assert isinstance(judge.judge(told, facts), RuledOut)
