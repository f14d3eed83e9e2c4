"""A certificate by nobody known."""

from dataclasses import replace

import pytest

from mailmend.causes.cert_self_signed_or_private_ca import judge
from mailmend.change import ServerAction
from mailmend.facts.tls import ChainProblem
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, certificate, phone, seen
from tests.causes.build_server import encrypted


@pytest.mark.parametrize("problem", ["self-signed", "private-ca"])
def test_proven_by_where_the_chain_ends(problem: ChainProblem) -> None:
    """In itself, or in a root that phones do not have."""
    told = phone()
    leaf = certificate(HOST, trusted=False, problem=problem)
    verdict = judge.judge(told, seen(told, encrypted(leaf)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("certificate-from-public-authority", HOST, 587),)


@pytest.mark.parametrize("problem", ["incomplete", "expired-issuer", "bad-signature"])
def test_ruled_out_by_another_defect_of_the_chain(problem: ChainProblem) -> None:
    """A missing or expired link is another fault with another cure."""
    told = phone()
    leaf = certificate(HOST, trusted=False, problem=problem)
    assert isinstance(judge.judge(told, seen(told, encrypted(leaf))), RuledOut)


def test_ruled_out_by_a_scanner_s_certificate() -> None:
    """It is not the server's at all."""
    told = phone()
    leaf = certificate(HOST, trusted=False, problem="private-ca")
    scanner = replace(leaf, issuer="CN=Avast Web/Mail Shield Root")
    assert isinstance(judge.judge(told, seen(told, encrypted(scanner))), RuledOut)


def test_ruled_out_by_a_known_root() -> None:
    """The chain is good; a private root that the person installed counts as known."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_possible_where_this_machine_has_the_authority_in_its_store() -> None:
    """Then the device may have it too: a company's own, put on every device."""
    told = phone()
    leaf = replace(certificate(problem="private-ca", trusted=False), trusted_by_machine=True)
    assert isinstance(judge.judge(told, seen(told, encrypted(leaf))), Possible)
    unknown = certificate(problem="private-ca", trusted=False)
    assert isinstance(judge.judge(told, seen(told, encrypted(unknown))), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
