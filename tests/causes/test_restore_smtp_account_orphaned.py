"""A mail account that lost its outgoing server in a restore."""

from mailmend.causes.restore_smtp_account_orphaned import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.backup import RESTORED, backup
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


def test_proven_by_a_link_that_names_no_server() -> None:
    """In the backup, after a restore that was told."""
    told = phone(host="", onset="after-restore")
    verdict = judge.judge(told, backup(seen(told, GOOD, NAMES), smtp_link="dangling"))
    assert isinstance(verdict, Proven)
    assert "backup.smtp-link" in {getattr(one, "field", "") for one in verdict.because}


def test_likely_where_only_the_backup_remembers_a_restore() -> None:
    """Nobody said when sending stopped."""
    told = phone(host="")
    facts = backup(seen(told, GOOD, NAMES), smtp_link="dangling", restored_at=RESTORED)
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Likely)
    assert "restored" in verdict.would_settle


def test_possible_from_a_broken_link_alone() -> None:
    """A deleted server leaves the same mark."""
    told = phone(host="")
    facts = backup(seen(told, GOOD, NAMES), smtp_link="dangling")
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_where_the_device_shows_a_server_today() -> None:
    """The backup is older than what the person sees."""
    told = phone(username="", onset="after-restore")
    facts = backup(seen(told, GOOD, NAMES), smtp_link="dangling")
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_not_proven_by_a_link_that_holds() -> None:
    """The device says that there is no server; the backup does not show why."""
    told = case(error=NO_SERVER, onset="after-restore")
    facts = backup(seen(told, GOOD, NAMES), smtp_link="present")
    assert isinstance(judge.judge(told, facts), Likely)


def test_ruled_out_by_another_story_even_with_a_broken_link() -> None:
    """Something else broke it."""
    told = phone(host="", onset="sudden")
    facts = backup(seen(told, GOOD, NAMES), smtp_link="dangling", restored_at=RESTORED)
    assert isinstance(judge.judge(told, facts), RuledOut)
