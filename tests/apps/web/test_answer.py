"""What the page says: nothing of an account to strangers, and no more than was seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailmend.apps.web.answer import answer, answers, without_oracle
from mailmend.apps.web.turns import SPENT
from mailmend.conclude import NEEDS_LOGIN, NEEDS_SETTINGS
from mailmend.facts import Fact
from mailmend.languages import LANGUAGES
from mailmend.report import OpenQuestion
from mailmend.verdict import Likely, Possible, Proven
from tests.apps.build import blank_user_name, judgement, report
from tests.causes.build import AUTH_535, HOST, WORKS, conversation, mailbox, tcp

DELETED = "550 5.1.1 no such user here"


def _told(*facts: Fact, **more: Any) -> dict[str, Any]:
    return answer(report(facts=facts, **more), "en")


def test_the_owner_is_told_of_the_account() -> None:
    """A server took the password: the asker owns the mailbox."""
    seen = mailbox("accepted")
    found = judgement("account-suspended", Proven((seen,)), where="account", title="Suspended.")
    shown = without_oracle(report(found, facts=(seen,)))
    assert [each.cause.id for each in shown.found] == ["account-suspended"]


@pytest.mark.parametrize("where", ["account", "recipient"])
def test_a_stranger_is_told_nothing_of_the_account(where: Any) -> None:
    """Not with a wrong password, and not without one."""
    for seen in (mailbox("refused"), conversation(auth=AUTH_535), conversation(auth=None)):
        found = judgement("account-deleted", Proven((seen,)), where=where, title="No such user.")
        shown = without_oracle(report(found, facts=(seen,)))
        assert shown.found == ()
        assert shown.sends == "unknown"


def test_what_follows_from_the_account_is_kept_back_too() -> None:
    """What is asked, whether it sends, what it could be, where the way ends: all the same."""
    wrong, gone = mailbox("refused"), mailbox("refused", text="no such user")
    likely = judgement("password-wrong-both", Likely((wrong,)), where="account")
    proven = judgement("account-deleted", Proven((gone,)), where="account")
    possible = judgement("spam", Possible((wrong,), "?"), where="server")
    asked = (OpenQuestion("x", NEEDS_SETTINGS, "owner"),)
    shown: list[Any] = [
        answers(one, scope="public")
        for one in (
            report(likely, possible, facts=(wrong,), sends="unknown", unknown=asked),
            report(proven, facts=(gone,), sends="no"),
            report(facts=(wrong,), sends="no", unknown=asked),
        )
    ]
    assert shown[0] == shown[1] == shown[2]
    assert [each["kind"] for each in shown[0]["en"]["asks"]] == ["password", "settings", "error"]


def test_what_is_not_of_the_account_is_told_to_all() -> None:
    """A broken server is no secret."""
    seen = mailbox("refused")
    found = judgement("cert-expired", Proven((seen,)), where="server", title="Expired.")
    assert without_oracle(report(found, facts=(seen,))).found == (found,)
    assert without_oracle(report(found, facts=(seen,))).sends == "no"


def test_the_engineer_sees_all() -> None:
    """Signed-in engineers answer for their customers."""
    seen = mailbox("refused")
    found = judgement("account-deleted", Likely((seen,)), where="account", title="No such user.")
    full: Any = answers(report(found, facts=(seen,)), scope="engineer")["en"]
    public: Any = answers(report(found, facts=(seen,)), scope="public")["en"]
    assert full["found"]
    assert not public["found"]


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ((mailbox("refused"),), True),
        ((conversation(auth=AUTH_535),), True),
        ((mailbox("refused"), conversation()), False),  # the other server took it
        ((mailbox("unavailable"),), False),
        ((conversation(auth="454 4.7.0 Temporary authentication failure"),), False),
        ((conversation(auth="538 5.7.11 Encryption required"),), False),
        ((conversation(auth=None),), False),
        ((), False),
    ],
)
def test_a_refused_password_is_said(facts: tuple[Fact, ...], refused: bool) -> None:
    """Only where a server said no to it, and none yes."""
    assert _told(*facts)["refused"] is refused


def test_a_silent_server_has_not_answered() -> None:
    """A connection alone is no answer."""
    assert _told(tcp(HOST, 587))["answered"] is False
    assert _told(conversation())["answered"] is True


def test_what_the_server_said_is_for_the_owner() -> None:
    """The replayed refusal may name what strangers must not know."""
    assert answer(blank_user_name(), "en")["replied"]
    stranger = report(facts=tuple(blank_user_name().facts)[1:])
    assert answer(stranger, "en")["replied"] == ""


def test_a_spent_share_is_said() -> None:
    """Whoever looks later may see more."""
    assert _told(replace(tcp(HOST, 587, "not-allowed"), raw=SPENT))["limited"] is True
    assert _told(tcp(HOST, 587))["limited"] is False


def test_the_page_asks_only_what_would_settle_more() -> None:
    """By form: the password, the settings; what engineers could ask is left out."""
    open_ = (
        OpenQuestion("login", NEEDS_LOGIN, "engineer"),
        OpenQuestion("device", NEEDS_SETTINGS, "owner"),
        OpenQuestion("log", "The server's log.", "admin"),
    )
    asked: Any = _told(conversation(auth=None), unknown=open_)["asks"]
    assert [each["kind"] for each in asked] == ["password", "settings"]


def test_there_is_an_answer_in_every_language() -> None:
    """Made when the run ends, since nothing can be made later."""
    found = answers(blank_user_name(), scope="public")
    assert tuple(found) == LANGUAGES


def test_a_profile_is_offered_only_where_it_can_be_written() -> None:
    """It needs an incoming server that was seen to work."""
    assert _told(working=WORKS)["profile"] is False
