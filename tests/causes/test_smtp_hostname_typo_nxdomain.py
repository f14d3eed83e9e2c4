"""An outgoing host name that does not exist."""

from mailmend.causes.smtp_hostname_typo_nxdomain import judge
from mailmend.change import SetField
from mailmend.facts import DnsAnswer
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    HOST,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    conversation,
    dns,
    phone,
    seen,
)

TYPO = "mial.hosting.test"
MX = dns("customer.test", f"10 {HOST}.", rtype="MX")


def missing(name: str) -> tuple[DnsAnswer, DnsAnswer]:
    """Neither kind of address."""
    return dns(name), dns(name, rtype="AAAA")


def test_proven_by_the_repair() -> None:
    """The name does not exist, and another host works."""
    told = phone(host=TYPO)
    verdict = judge.judge(told, seen(told, GOOD, NAMES, *missing(TYPO)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.host", TYPO, HOST),)


def test_proven_without_a_password() -> None:
    """A host that stands for the mailbox answers where the typed name does not exist."""
    told = phone(host=TYPO)
    verdict = judge.judge(told, seen(told, NO_PASSWORD, NAMES, MX, *missing(TYPO)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.host", TYPO, HOST),)


def test_only_possible_where_no_other_host_is_known() -> None:
    """The name does not exist, but nothing better was seen."""
    told = phone(host=TYPO)
    assert isinstance(judge.judge(told, seen(told, *missing(TYPO))), Possible)


def test_a_record_that_is_gone_is_no_typing_mistake() -> None:
    """The MX names the very host: its address record is missing."""
    told = phone()
    backup = conversation(host="backup.hosting.test", address="192.0.2.26")
    names = (MX, *missing(HOST), dns("backup.hosting.test", "192.0.2.26"))
    assert isinstance(judge.judge(told, seen(told, backup, *names)), RuledOut)


def test_a_resolver_that_fails_is_another_cause() -> None:
    """SERVFAIL says nothing about the name."""
    told = phone(host=TYPO)
    failing = (dns(TYPO, status="servfail"), dns(TYPO, rtype="AAAA", status="servfail"))
    assert not isinstance(judge.judge(told, seen(told, GOOD, NAMES, *failing)), Proven | Possible)


def test_ruled_out_by_a_name_that_exists() -> None:
    """A server that refuses the password was found."""
    told = phone()
    refused = conversation(auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
