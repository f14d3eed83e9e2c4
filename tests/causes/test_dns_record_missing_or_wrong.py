"""A mail name without a useful address."""

from dataclasses import replace

from mailmend.causes.dns_record_missing_or_wrong import judge
from mailmend.change import DnsRecord
from mailmend.facts import DnsAnswer, DnsStatus
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    HOST,
    IP,
    NOTHING,
    certificate,
    conversation,
    dns,
    phone,
    seen,
    session,
    tcp,
)
from tests.causes.build_server import SENDING, all_ports, authority, mx, port_25

TIMED_OUT = "The connection to the server “mail.hosting.test” on port 587 timed out."
GONE = (dns(HOST), dns(HOST, rtype="AAAA"))


def failing(status: DnsStatus) -> tuple[DnsAnswer, ...]:
    """Both questions ending in this way."""
    return tuple(dns(HOST, rtype=rtype, status=status) for rtype in ("A", "AAAA"))


def test_proven_for_a_name_that_is_announced() -> None:
    """The MX record names a host that does not exist."""
    told = phone()
    verdict = judge.judge(told, seen(told, *GONE, mx("customer.test", HOST)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (DnsRecord(HOST, "A"),)


def test_proven_by_a_failing_zone() -> None:
    """SERVFAIL and circles are the zone's fault, whoever asks."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *failing("servfail"))), Proven)
    assert isinstance(judge.judge(told, seen(told, *failing("loop"))), Proven)


def test_proven_by_a_private_address() -> None:
    """An address that exists in somebody's own network only, and nothing answers there."""
    told = phone()
    facts = seen(told, dns(HOST, "10.1.2.3"), *all_ports("timeout", 587, address="10.1.2.3"))
    assert isinstance(judge.judge(told, facts), Proven)


def test_proven_by_the_server_of_that_name_elsewhere() -> None:
    """Another address shows a trusted certificate with this very name."""
    told = phone(host="smtp.customer.test")
    leaf = certificate(HOST, "smtp.customer.test")
    home = replace(conversation(host=HOST), tls=session(leaf=leaf))
    dead = all_ports("timeout", *SENDING, host="smtp.customer.test", address="192.0.2.66")
    verdict = judge.judge(told, seen(told, dns("smtp.customer.test", "192.0.2.66"), *dead, home))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (DnsRecord("smtp.customer.test", "A", ("192.0.2.66",), (IP,)),)


def test_likely_for_a_name_that_worked_until_now() -> None:
    """Nobody announces it, but nothing was changed on the device."""
    told = phone(onset="sudden", host="smtp.customer.test")
    gone = (dns("smtp.customer.test"), dns("smtp.customer.test", rtype="AAAA"))
    assert isinstance(judge.judge(told, seen(told, *gone)), Likely)


def test_possible_for_a_name_that_nobody_announces() -> None:
    """It may be mistyped."""
    told = phone(onset="first-setup", host="mial.hosting.test")
    gone = (dns("mial.hosting.test"), dns("mial.hosting.test", rtype="AAAA"))
    assert isinstance(judge.judge(told, seen(told, *gone, GOOD)), Possible)


def test_possible_where_nothing_was_answered() -> None:
    """A timeout may be this network's."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *failing("timeout"))), Possible)


def test_possible_for_a_silent_address() -> None:
    """A dead server and a wrong address look the same."""
    told = phone()
    facts = seen(told, dns(HOST, "192.0.2.66"), *all_ports("timeout", 587, address="192.0.2.66"))
    assert isinstance(judge.judge(told, facts), Possible)


def test_likely_where_a_mail_exchanger_of_others_answers() -> None:
    """Another's certificate, the own domain refused, and no port for sending."""
    told = phone(onset="after-migration")
    stranger = replace(
        port_25(own="554 5.7.1 <alice@customer.test>: Relay access denied"),
        tls=session(leaf=certificate("mx.elsewhere.test", name_matches=False)),
    )
    refused = all_ports("refused", 465, 587)
    facts = (dns(HOST, IP), mx("customer.test", HOST), *refused, tcp(port=25))
    assert isinstance(judge.judge(told, seen(told, stranger, *facts)), Likely)
    exchanger = port_25(own="554 5.7.1 <alice@customer.test>: Relay access denied")
    assert isinstance(judge.judge(told, seen(told, exchanger, *facts)), RuledOut)


def test_ruled_out_by_a_greeting() -> None:
    """The name leads to a mail server, private address or not; a missing AAAA is normal."""
    told = phone()
    none = dns(HOST, rtype="AAAA", status="nodata")
    assert isinstance(judge.judge(told, seen(told, dns(HOST, IP), none, GOOD)), RuledOut)
    inside = conversation(address="10.1.2.3")
    assert isinstance(judge.judge(told, seen(told, dns(HOST, "10.1.2.3"), inside)), RuledOut)


def test_possible_for_answers_that_make_no_sense() -> None:
    """Garbage may come from the network on the way as well as from the zone."""
    told = phone(onset="sudden")
    assert isinstance(judge.judge(told, seen(told, *failing("malformed"))), Possible)


def test_ruled_out_by_the_zone_s_own_servers() -> None:
    """Only this network's resolver gives a private address."""
    told = phone()
    own = authority(HOST, IP)
    facts = seen(told, dns(HOST, "192.168.7.2"), own, tcp(outcome="timeout", address="192.168.7.2"))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_likely_where_one_address_is_another_owner_s_server() -> None:
    """Its certificate and its greeting are of another domain."""
    told = phone("The certificate hostname does not match “mail.hosting.test”.")
    leaf = certificate("mail.other.test", name_matches=False)
    astray = replace(
        conversation(address="2001:db8::7", greeting="220 mail.other.test ESMTP"),
        tls=session(leaf=leaf),
    )
    names = (dns(HOST, IP), dns(HOST, "2001:db8::7", rtype="AAAA"))
    verdict = judge.judge(told, seen(told, GOOD, astray, *names))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (DnsRecord(HOST, "AAAA", ("2001:db8::7",), ()),)


def test_not_where_the_other_address_greets_as_the_same_owner() -> None:
    """One server of several with a wrong file."""
    told = phone()
    leaf = certificate("mail.other.test", name_matches=False)
    wrong_file = replace(
        conversation(address="2001:db8::7", greeting="220 mx2.hosting.test ESMTP"),
        tls=session(leaf=leaf),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD, wrong_file, dns(HOST, IP))), RuledOut)


def test_likely_where_one_of_two_addresses_is_dead() -> None:
    """The name has an address that is no longer served; a phone that comes there waits in vain."""
    told = phone(TIMED_OUT)
    two = dns(HOST, IP, "192.0.2.66")
    dead = all_ports("timeout", 587, address="192.0.2.66")
    verdict = judge.judge(told, seen(told, two, *dead, tcp(), GOOD))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (DnsRecord(HOST, "A", (IP, "192.0.2.66"), (IP,)),)


def test_a_dead_address_is_no_claim_where_no_connection_failed() -> None:
    """Programs go on to the next address: without a word of it nothing is wrong."""
    two, dead = dns(HOST, IP, "192.0.2.66"), all_ports("timeout", 587, address="192.0.2.66")
    for told in (phone(), phone("The server said: 550 5.1.1 User unknown")):
        assert isinstance(judge.judge(told, seen(told, two, *dead, tcp(), GOOD)), RuledOut)


def test_a_dead_address_of_ipv6_is_another_cause() -> None:
    """The path over IPv6 has its own page."""
    told = phone(TIMED_OUT)
    dead = all_ports("timeout", 587, address="2001:db8::25")
    found = dns(HOST, IP), dns(HOST, "2001:db8::25", rtype="AAAA")
    assert isinstance(judge.judge(told, seen(told, *found, *dead, tcp(), GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
