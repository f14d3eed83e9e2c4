"""A certificate for another name."""

from dataclasses import replace

from mailmend.causes.cert_hostname_mismatch import judge
from mailmend.change import Change, ServerAction, SetField
from mailmend.facts import Repair
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    HOST,
    NOTHING,
    certificate,
    dns,
    obstacle,
    phone,
    repair,
    seen,
)
from tests.causes.build_server import authority, encrypted

FOREIGN = certificate("srv17.hosting.test", "hosting.test", name_matches=False)


def test_proven_for_the_configured_host() -> None:
    """None of the served names is the device's."""
    told = phone()
    verdict = judge.judge(told, seen(told, encrypted(FOREIGN)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("certificate-for-host", HOST, 587, HOST),)
    assert "srv17.hosting.test" in verdict.summary


def test_proven_where_another_name_of_the_server_works() -> None:
    """The device's name is a customer's alias; the provider's name is in the certificate."""
    told = phone(host="mail.customer.test")
    alias = encrypted(certificate(HOST, name_matches=False), host="mail.customer.test")
    assert isinstance(judge.judge(told, seen(told, alias, GOOD)), Proven)


def renamed(old: str, new: str) -> Repair:
    """The same message is accepted under another name."""
    return repair(("outgoing.host", old, new, obstacle("tls", "certificate")))


def test_the_servers_own_name_is_the_fix_where_it_was_seen_to_work() -> None:
    """On the device, or a certificate for the alias; an address gets none from anybody."""
    alias, address = "mail.customer.test", "198.51.100.10"
    leaf = certificate(HOST, name_matches=False)

    def changes(old: str, new: str) -> tuple[Change, ...]:
        met = encrypted(leaf, host=old)
        verdict = judge.judge(phone(host=old), seen(phone(host=old), met, renamed(old, new)))
        assert isinstance(verdict, Proven)
        return verdict.changes

    at_alias = ServerAction("certificate-for-host", alias, 587, alias)
    assert changes(alias, HOST) == (SetField("outgoing.host", alias, HOST), at_alias)
    assert changes(address, HOST) == (SetField("outgoing.host", address, HOST),)
    assert changes(alias, "mail.oldhost.test") == (at_alias,)


def test_not_for_a_name_that_was_only_guessed() -> None:
    """The device's host is not known; a guess need not be in the certificate."""
    told = phone(host=None)
    guessed = encrypted(certificate(HOST, name_matches=False), host="mail.customer.test")
    assert isinstance(judge.judge(told, seen(told, guessed)), Possible)


def test_no_names_at_all_is_another_defect() -> None:
    """The subject has the host; what is missing is the alternative name."""
    told = phone()
    bare = replace(FOREIGN, subject=f"CN={HOST}", names=(), apple_violations=("no name",))
    assert isinstance(judge.judge(told, seen(told, encrypted(bare))), RuledOut)
    strange = replace(bare, subject="CN=srv17.hosting.test")
    assert isinstance(judge.judge(told, seen(told, encrypted(strange))), Proven)


def test_ruled_out_by_a_matching_name() -> None:
    """Whatever else is wrong with it."""
    told = phone()
    expired = certificate(HOST, in_date=False)
    assert isinstance(judge.judge(told, seen(told, encrypted(expired))), RuledOut)
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_possible_where_the_name_leads_to_an_old_address() -> None:
    """The zone's own servers name another address: who answers here may be the old server."""
    told = phone()
    met = encrypted(certificate("mail.oldhost.test", name_matches=False))
    stale = (dns(HOST, "192.0.2.25"), authority(HOST, "192.0.2.99"))
    assert isinstance(judge.judge(told, seen(told, *stale, met)), Possible)
    assert isinstance(judge.judge(told, seen(told, stale[0], met)), Proven)


def test_an_alias_of_the_provider_s_server_is_no_stale_record() -> None:
    """The customer's name is a CNAME into a zone of which the customer's servers know nothing."""
    told = phone(host="mail.customer.test")
    alias = replace(authority("mail.customer.test"), status="nodata", canonical=HOST)
    met = encrypted(certificate(HOST, name_matches=False), host="mail.customer.test")
    known = dns("mail.customer.test", "192.0.2.25")
    assert isinstance(judge.judge(told, seen(told, known, alias, met)), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
