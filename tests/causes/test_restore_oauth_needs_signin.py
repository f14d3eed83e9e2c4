"""A provider's sign-in that a restore did not bring along."""

from mailmend.causes.restore_oauth_needs_signin import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.backup import LATER, MADE, RESTORED, backup
from tests.causes.build import CASE, D_LOGIN, NAMES, NOTHING, case, phone, seen


def test_likely_where_a_token_account_is_refused_after_a_restore() -> None:
    """The story, the kind of account and the refusal fit together."""
    told = phone(D_LOGIN, authentication="oauth2", onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, NAMES)), Likely)


def test_possible_without_a_refusal() -> None:
    """The device did not say what was refused."""
    told = phone(authentication="oauth2", onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, NAMES)), Possible)


def test_ruled_out_for_a_password_account() -> None:
    """There is nothing to sign in to again."""
    told = phone(D_LOGIN, onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """Nothing was restored."""
    told = phone(D_LOGIN, authentication="oauth2", onset="sudden")
    assert isinstance(judge.judge(told, seen(told, NAMES)), RuledOut)


def test_asks_for_the_kind_of_account() -> None:
    """After a restore with nothing else known."""
    told = case(onset="after-restore")
    verdict = judge.judge(told, seen(told, NAMES))
    assert isinstance(verdict, Unknown)
    assert "sign-in" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_proven_by_a_sign_in_refused_since_the_restore() -> None:
    """The backup shows the restore, the refusal after it, and that it does not hold."""
    told = phone(authentication="oauth2")
    facts = backup(
        seen(told, NAMES), restored_at=RESTORED, sign_in_refused_at=LATER, signed_in=False
    )
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Proven)
    assert len(verdict.because) >= 4


def test_not_proven_where_the_sign_in_holds_again() -> None:
    """The person signed in after the refusal."""
    told = phone(authentication="oauth2")
    facts = backup(
        seen(told, NAMES), restored_at=RESTORED, sign_in_refused_at=LATER, signed_in=True
    )
    assert isinstance(judge.judge(told, facts), Possible)


def test_not_proven_by_a_refusal_before_the_restore() -> None:
    """It belongs to the old device."""
    told = phone(authentication="oauth2", onset="after-restore")
    facts = backup(
        seen(told, NAMES), restored_at=RESTORED, sign_in_refused_at=MADE, signed_in=False
    )
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_for_a_password_account_whatever_the_backup_says() -> None:
    """There is nothing to sign in to again."""
    told = phone(onset="after-restore")
    facts = backup(
        seen(told, NAMES), restored_at=RESTORED, sign_in_refused_at=LATER, signed_in=False
    )
    assert isinstance(judge.judge(told, facts), RuledOut)
