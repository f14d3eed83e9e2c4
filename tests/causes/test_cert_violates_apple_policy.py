"""A certificate against Apple's rules."""

from mailmend.causes.cert_violates_apple_policy import judge
from mailmend.change import ServerAction
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, certificate, phone, seen
from tests.causes.build_server import encrypted

RULE = "RSA key of 1024 bits"
WEAK = certificate(HOST, apple=(RULE,))


def test_proven_by_a_broken_rule() -> None:
    """The chain is good, the certificate is not."""
    told = phone()
    verdict = judge.judge(told, seen(told, encrypted(WEAK)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("certificate-within-apple-rules", HOST, 587, RULE),)
    assert RULE in verdict.summary


def test_ruled_out_for_a_device_of_another_maker() -> None:
    """Only Apple's devices keep these rules."""
    told = phone(os="Android", version="14", app="Gmail")
    assert isinstance(judge.judge(told, seen(told, encrypted(WEAK))), RuledOut)


def test_ruled_out_beside_an_unknown_maker() -> None:
    """A self-signed certificate mostly breaks a rule as well; its maker is the fault."""
    told = phone()
    snakeoil = certificate(HOST, trusted=False, problem="self-signed", apple=("ten years",))
    assert isinstance(judge.judge(told, seen(told, encrypted(snakeoil))), RuledOut)


def test_ruled_out_where_all_rules_are_kept() -> None:
    """A certificate of today."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
