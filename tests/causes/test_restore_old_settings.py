"""Settings from before a change of the provider's."""

from mailmend.causes.restore_old_settings import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.backup import RESTORED, backup
from tests.causes.build import CASE, GOOD, NAMES, NOTHING, dns, phone, seen, tcp

CLOSED = tcp(port=2525, outcome="refused")


def test_possible_where_a_restored_value_has_to_change() -> None:
    """The port that came back is closed today."""
    told = phone(port=2525, onset="after-restore")
    verdict = judge.judge(told, seen(told, GOOD, CLOSED, NAMES))
    assert isinstance(verdict, Possible)
    assert "backup" in verdict.would_settle


def test_ruled_out_by_fields_that_came_back_empty() -> None:
    """A blank field is not an old value."""
    told = phone(username="", onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """The same wrong port was typed by hand."""
    told = phone(port=2525, onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, CLOSED, NAMES)), RuledOut)


def test_asks_where_nothing_was_seen_to_work() -> None:
    """There is nothing to compare the restored values with."""
    told = phone(port=2525, onset="after-restore")
    verdict = judge.judge(told, seen(told, CLOSED, NAMES))
    assert isinstance(verdict, Unknown)
    assert "backup" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


OLD = "mail.old.test"
GONE = (dns(OLD), dns(OLD, rtype="AAAA"))
SILENT = (dns(OLD, "192.0.2.99"), tcp(OLD, outcome="refused", address="192.0.2.99"))


def test_proven_where_the_backup_holds_a_host_that_is_gone() -> None:
    """Sending worked until the restore, so the host in the backup was replaced before it."""
    told = phone(host=OLD, onset="after-restore")
    facts = backup(seen(told, GOOD, *GONE, NAMES), outgoing_host=OLD)
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Proven)
    assert {"backup.made-at", "outgoing.host"} <= {
        getattr(one, "field", "") for one in verdict.because
    }


def test_not_proven_where_the_old_host_only_refuses() -> None:
    """Its service may be down for an hour."""
    told = phone(host=OLD, onset="after-restore")
    facts = backup(seen(told, GOOD, *SILENT, NAMES), outgoing_host=OLD)
    assert not isinstance(judge.judge(told, facts), Proven)


def test_likely_where_the_backup_holds_another_stale_value() -> None:
    """The network may have closed that port as well."""
    told = phone(port=2525, onset="after-restore")
    facts = backup(seen(told, GOOD, CLOSED, NAMES), outgoing_port=2525)
    assert isinstance(judge.judge(told, facts), Likely)


def test_no_more_than_possible_where_the_backup_holds_today_s_value() -> None:
    """Then the restore did not bring the wrong one."""
    told = phone(port=2525, onset="after-restore")
    facts = backup(seen(told, GOOD, CLOSED, NAMES), outgoing_port=587)
    assert isinstance(judge.judge(told, facts), Possible)


def test_not_proven_by_a_backup_of_the_device_as_it_is_now() -> None:
    """It was made after the restore and shows what the person sees anyway."""
    told = phone(host=OLD, onset="after-restore")
    facts = backup(seen(told, GOOD, *GONE, NAMES), outgoing_host=OLD, restored_at=RESTORED)
    assert isinstance(judge.judge(told, facts), Possible)


def test_a_backup_without_a_restore_proves_nothing() -> None:
    """A host that is gone may have been typed."""
    told = phone(host=OLD)
    facts = backup(seen(told, GOOD, *GONE, NAMES), outgoing_host=OLD)
    assert isinstance(judge.judge(told, facts), Unknown)
