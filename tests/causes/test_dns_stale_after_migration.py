"""An old address still given out."""

from dataclasses import replace

from mailmend.causes.dns_stale_after_migration import judge
from mailmend.change import DnsRecord
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, certificate, dns, phone, seen, tcp
from tests.causes.build_server import SENDING, all_ports, authority, encrypted

NEW = "192.0.2.99"
HERE, OWN = dns(HOST, "192.0.2.25"), authority(HOST, NEW)
DEAD = all_ports("timeout", *SENDING)


def test_proven_where_the_new_address_answers() -> None:
    """The resolver gives the old one, the zone the new one, and there somebody listens."""
    told = phone(onset="after-migration")
    verdict = judge.judge(told, seen(told, HERE, OWN, *DEAD, tcp(port=587, address=NEW)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (DnsRecord(HOST, "A", ("192.0.2.25",), (NEW,)),)


def test_proven_where_somebody_else_answers_at_the_old_one() -> None:
    """A good certificate for other names: the old server is another one."""
    told = phone(onset="after-migration")
    old = encrypted(certificate("mail.oldhost.test", name_matches=False))
    assert isinstance(judge.judge(told, seen(told, HERE, OWN, old)), Proven)


def test_likely_where_the_new_address_was_not_tried() -> None:
    """The two disagree, and the old one is dead."""
    told = phone(onset="after-migration")
    assert isinstance(judge.judge(told, seen(told, HERE, OWN, *DEAD)), Likely)


def test_ruled_out_where_the_old_address_sends() -> None:
    """Several servers behind one name: nothing is stale."""
    told = phone(port=None)
    assert isinstance(judge.judge(told, seen(told, HERE, OWN, GOOD)), RuledOut)


def test_ruled_out_where_both_agree() -> None:
    """The zone's own servers say the same; the order of the records does not count."""
    told = phone()
    two = dns(HOST, "192.0.2.25", "192.0.2.26"), authority(HOST, "192.0.2.26", "192.0.2.25")
    assert isinstance(judge.judge(told, seen(told, *two, *DEAD)), RuledOut)


def test_possible_with_a_private_address() -> None:
    """Split name systems disagree on purpose."""
    told = phone()
    facts = seen(told, dns(HOST, "192.168.1.5"), authority(HOST, NEW), *DEAD)
    assert isinstance(judge.judge(told, facts), Possible)


def test_unknown_while_only_one_was_asked() -> None:
    """Nothing to compare with."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, HERE, *DEAD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_no_claim_from_an_alias_into_another_zone() -> None:
    """The zone's own servers name the alias and not the provider's address; nothing is stale."""
    told = phone()
    alias = replace(authority(HOST), status="nodata", canonical="mail.provider.test")
    assert isinstance(judge.judge(told, seen(told, HERE, alias, *DEAD)), Unknown)
    empty = replace(authority(HOST), status="nodata", canonical=HOST)
    assert isinstance(judge.judge(told, seen(told, HERE, empty, *DEAD)), Possible)
