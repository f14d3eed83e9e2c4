"""A server that stumbles over one program's habits."""

from mailmend.causes.server_software_bug import judge
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, conversation, dialogue, step


def breaking_off(name: str) -> SmtpDialogue:
    """A dialogue in which the server hangs up at EHLO."""
    return dialogue(step("ehlo", lost="closed", secure=False), ehlo_name=name)


def test_possible_where_one_style_is_cut_off_and_another_is_not() -> None:
    """An IPv6 literal at EHLO makes the server hang up, a plain name does not."""
    plain = conversation(ehlo_name="[192.0.2.1]")
    verdict = judge.judge(CASE, Facts((breaking_off("[IPv6:2001:db8::7]"), plain)))
    assert isinstance(verdict, Possible)
    assert verdict.ask == "admin"


def test_ruled_out_where_every_style_is_cut_off() -> None:
    """Then the server is broken for everybody."""
    facts = Facts((breaking_off("one.invalid"), breaking_off("two.invalid")))
    assert isinstance(judge.judge(CASE, facts), RuledOut)


def test_a_name_that_is_refused_with_a_reply_is_a_rule() -> None:
    """504 at EHLO is a policy about names, which has a page of its own."""
    refused = dialogue(step("ehlo", "504 5.5.2 <x>: Helo command rejected", secure=False))
    plain = conversation(ehlo_name="[192.0.2.1]")
    assert isinstance(judge.judge(CASE, Facts((refused, plain))), Unknown)


def test_no_claim_from_a_dialogue_that_goes_well() -> None:
    """Nothing broke off."""
    assert isinstance(judge.judge(CASE, Facts((GOOD,))), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
