"""A mail name that leads to a web-only network."""

from dataclasses import replace

from mailmend.causes.mail_hostname_proxied_by_cdn import judge
from mailmend.change import DnsRecord
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, dns, phone, seen, tcp
from tests.causes.build_server import READING, SENDING, all_ports

HOST = "mail.customer.test"
CLOUDFLARE = "104.18.2.3"
SHUT = all_ports("timeout", *SENDING, *READING, host=HOST, address=CLOUDFLARE)
SERVER = tcp("mail.hosting.test", 587)


def test_proven_by_the_address() -> None:
    """An address of a network that forwards the web only, and no mail port answers."""
    told = phone(host=HOST)
    verdict = judge.judge(told, seen(told, dns(HOST, CLOUDFLARE), *SHUT, SERVER))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (DnsRecord(HOST, "A", (CLOUDFLARE,)),)
    assert "Cloudflare" in verdict.summary


def test_the_right_address_is_that_of_the_server_that_takes_the_mail() -> None:
    """Never that of a stranger who happens to answer on the same port."""
    told = phone(host=HOST)
    stranger = tcp("smtp.other.test", 587, "open", "192.0.2.77")
    facts = seen(told, dns(HOST, CLOUDFLARE), *SHUT, SERVER, GOOD, stranger)
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Proven)
    assert verdict.changes == (DnsRecord(HOST, "A", (CLOUDFLARE,), ("192.0.2.25",)),)


def test_proven_by_the_name_behind() -> None:
    """A CNAME into such a network, at an address that no list has."""
    told = phone(host=HOST)
    answer = replace(dns(HOST, "192.0.2.7"), canonical="mail.customer.test.cdn.cloudflare.net")
    shut = all_ports("timeout", *SENDING, host=HOST, address="192.0.2.7")
    assert isinstance(judge.judge(told, seen(told, answer, *shut)), Proven)


def test_likely_by_the_web_ports_of_a_mail_name() -> None:
    """A mail name of the own domain that serves web pages only."""
    told = phone(host=HOST)
    shut = all_ports("timeout", *SENDING, host=HOST, address="192.0.2.7")
    web = tcp(HOST, 443, "open", "192.0.2.7")
    facts = seen(told, dns(HOST, "192.0.2.7"), *shut, web, SERVER)
    assert isinstance(judge.judge(told, facts), Likely)


def test_a_web_server_of_others_is_another_cause() -> None:
    """A name that was never meant for mail."""
    told = phone(host="www.provider.test")
    shut = all_ports("refused", *SENDING, host="www.provider.test", address="192.0.2.7")
    web = tcp("www.provider.test", 443, "open", "192.0.2.7")
    facts = seen(told, dns("www.provider.test", "192.0.2.7"), *shut, web, SERVER)
    assert isinstance(judge.judge(told, facts), Unknown)


def test_ruled_out_by_a_mail_port() -> None:
    """Mail is forwarded there after all."""
    told = phone(host=HOST)
    facts = seen(told, dns(HOST, CLOUDFLARE), tcp(HOST, 587, "open", CLOUDFLARE))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_ruled_out_by_an_ordinary_address() -> None:
    """A silent server in no such network."""
    told = phone(host=HOST)
    shut = all_ports("timeout", *SENDING, host=HOST, address="192.0.2.7")
    assert isinstance(judge.judge(told, seen(told, dns(HOST, "192.0.2.7"), *shut)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict; an address alone, with no port tried, gives none either."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
    told = phone(host=HOST)
    assert isinstance(judge.judge(told, seen(told, dns(HOST, CLOUDFLARE))), Unknown)
