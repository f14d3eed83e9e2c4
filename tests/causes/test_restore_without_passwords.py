"""A restore that brought no passwords."""

from mailmend.case import Onset
from mailmend.causes.restore_without_passwords import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.backup import RESTORED as RESTORED_AT
from tests.causes.backup import backup
from tests.causes.build import (
    CASE,
    D_NOPW,
    D_RELAY,
    GOOD,
    NAMES,
    NOTHING,
    case,
    phone,
    seen,
)

RESTORED: Onset = "after-restore"


def test_likely_with_a_blank_password_after_a_restore() -> None:
    """The field came back empty."""
    told = phone(D_NOPW, password_set=False, onset=RESTORED)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Likely)
    assert "encrypted" in verdict.would_settle


def test_likely_with_a_blank_user_name_after_a_restore() -> None:
    """The whole sign-in came back empty."""
    told = phone(D_RELAY, username="", onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_likely_from_the_alert_of_a_missing_password() -> None:
    """The device says so; no settings are known."""
    told = case(error=D_NOPW, onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_possible_where_the_fields_were_not_told() -> None:
    """A restore alone."""
    told = case(onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_ruled_out_by_fields_that_are_filled_in() -> None:
    """The sign-in came back; the port is wrong."""
    told = phone(port=26, onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """A blank password at the first set-up was never typed."""
    told = phone(D_NOPW, password_set=False, onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_proven_by_a_backup_that_is_not_encrypted() -> None:
    """It holds no passwords, and the field on the restored device is empty."""
    told = phone(D_NOPW, password_set=False, onset=RESTORED)
    verdict = judge.judge(told, backup(seen(told, GOOD, NAMES), encrypted=False))
    assert isinstance(verdict, Proven)
    assert {"backup.encrypted", "onset"} <= {getattr(one, "field", "") for one in verdict.because}


def test_not_proven_by_an_encrypted_backup() -> None:
    """That one brings the passwords along."""
    told = phone(D_NOPW, password_set=False, onset=RESTORED)
    verdict = judge.judge(told, backup(seen(told, GOOD, NAMES), encrypted=True))
    assert isinstance(verdict, Possible)


def test_not_proven_by_a_backup_made_after_a_restore() -> None:
    """It says nothing about the backup that was restored."""
    told = phone(D_NOPW, password_set=False, onset=RESTORED)
    facts = backup(seen(told, GOOD, NAMES), encrypted=False, restored_at=RESTORED_AT)
    assert isinstance(judge.judge(told, facts), Likely)


def test_not_proven_where_only_the_user_name_is_empty() -> None:
    """Names travel in any backup; something else emptied the field."""
    told = phone(D_RELAY, username="", onset=RESTORED)
    verdict = judge.judge(told, backup(seen(told, GOOD, NAMES), encrypted=False))
    assert isinstance(verdict, Likely)


def test_a_name_that_was_blank_before_was_not_lost() -> None:
    """The backup that was restored holds a blank field as well."""
    told = phone(D_RELAY, username="", password_set=None, onset=RESTORED)
    facts = backup(seen(told, GOOD, NAMES), encrypted=False, outgoing_username="")
    assert isinstance(judge.judge(told, facts), Possible)


def test_possible_where_the_backup_remembers_a_restore() -> None:
    """Nobody said whether the trouble came with it."""
    told = phone(D_NOPW, password_set=False)
    facts = backup(seen(told, GOOD, NAMES), encrypted=False, restored_at=RESTORED_AT)
    assert isinstance(judge.judge(told, facts), Possible)


def test_a_backup_alone_is_no_restore() -> None:
    """Backups are made every night."""
    told = phone(D_NOPW, password_set=False)
    verdict = judge.judge(told, backup(seen(told, GOOD, NAMES), encrypted=False))
    assert isinstance(verdict, Unknown)


def test_ruled_out_by_a_name_filled_in_since_the_backup() -> None:
    """The backup shows the restored device; the person typed the name afterwards."""
    told = phone(port=26, onset=RESTORED)
    facts = backup(seen(told, GOOD, NAMES), outgoing_username="", restored_at=RESTORED_AT)
    assert isinstance(judge.judge(told, facts), RuledOut)
