"""S/MIME without a certificate."""

from mailmend.causes.smime_settings_block_send import judge
from mailmend.verdict import RuledOut, Unknown
from tests.causes.build import CASE, D_RELAY, GOOD, NAMES, NOTHING, phone, seen


def test_only_the_person_can_tell() -> None:
    """The server takes the message; the question is S/MIME on the device."""
    told = phone("Cannot Send Mail.")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Unknown)
    assert "S/MIME" in verdict.would_settle
    assert verdict.ask == "owner"


def test_ruled_out_by_a_failure_that_is_reproduced() -> None:
    """A message that the server refused has left the device."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
