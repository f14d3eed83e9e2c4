"""A chain with a gap."""

from mailmend.causes.cert_chain_incomplete import judge
from mailmend.change import ServerAction
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, certificate, phone, seen
from tests.causes.build_server import encrypted


def test_proven_by_the_missing_link() -> None:
    """The leaf alone was sent."""
    told = phone()
    leaf = certificate(HOST, trusted=False, problem="incomplete")
    verdict = judge.judge(told, seen(told, encrypted(leaf)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("send-certificate-chain", HOST, 587),)


def test_ruled_out_by_a_private_authority() -> None:
    """No link is missing: the root is unknown."""
    told = phone()
    leaf = certificate(HOST, trusted=False, problem="private-ca")
    assert isinstance(judge.judge(told, seen(told, encrypted(leaf))), RuledOut)


def test_ruled_out_where_the_device_trusts_it() -> None:
    """A gap that nobody minds, and a full chain."""
    told = phone()
    leaf = certificate(HOST, trusted=True, problem="incomplete")
    assert isinstance(judge.judge(told, seen(told, encrypted(leaf))), RuledOut)
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
