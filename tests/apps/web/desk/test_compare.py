"""What differs between two runs."""

from __future__ import annotations

from typing import Any

from mailmend.apps.web.desk.compare import Difference, compared, differing

BEFORE: dict[str, Any] = {
    "sends": "no",
    "case": {"address": "a@b.test", "outgoing": {"port": 25, "username": ""}},
    "working_settings": None,
    "verdicts": [
        {"cause": "outgoing-username-blank", "status": "proven"},
        {"cause": "cert-expired", "status": "ruled-out"},
        {"cause": "client-ip-banned", "status": "possible"},
    ],
}
AFTER: dict[str, Any] = {
    "sends": "yes",
    "case": {"address": "a@b.test", "outgoing": {"port": 587, "username": "a"}, "onset": "sudden"},
    "working_settings": {"outgoing": {"port": 587}},
    "verdicts": [
        {"cause": "outgoing-username-blank", "status": "ruled-out"},
        {"cause": "client-ip-banned", "status": "possible"},
    ],
}
SEEN_BEFORE = {"facts": {"f1": ["same"], "f2": ["refused", "the server", "554 no"]}}
SEEN_AFTER = {"facts": {"f1": ["accepted"], "f9": ["same"]}}


def test_what_changed_is_told_in_words() -> None:
    """Verdicts that matter, settings by name, what worked, and facts whatever their number."""
    found = compared(BEFORE, AFTER, SEEN_BEFORE, SEEN_AFTER)
    assert found.verdicts == (
        Difference("sends", "no", "yes"),
        Difference("outgoing-username-blank", "proven", "ruled-out"),
    )
    assert found.settings == (
        Difference("port", "25", "587"),
        Difference("user name for sending", "blank", "a"),
        Difference("onset", "not known", "sudden"),
    )
    assert found.working == (Difference("port", "not known", "587"),)
    assert (found.gone, found.new) == (("refused",), ("accepted",))
    assert not found.same


def test_a_run_is_the_same_as_itself() -> None:
    """Nothing is told."""
    assert compared(AFTER, AFTER, SEEN_AFTER, SEEN_AFTER).same


def test_an_old_run_without_evidence_can_be_compared() -> None:
    """And so can reports that lack parts."""
    assert compared({}, {}, {}, {}).same
    assert compared({}, AFTER, {}, SEEN_AFTER).new == ("accepted", "same")


def test_a_blank_field_is_not_an_unknown_one() -> None:
    """The difference matters: blank is known."""
    assert differing({"outgoing": {}}, {"outgoing": {"username": ""}}) == (
        Difference("user name for sending", "not known", "blank"),
    )
