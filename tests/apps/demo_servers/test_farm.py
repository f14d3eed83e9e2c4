"""The demonstration's servers, spoken to by the standard library's clients."""

from __future__ import annotations

import asyncio
import imaplib
import smtplib
import ssl
from collections.abc import Callable
from typing import TypeVar

import dns.message
import dns.query
import dns.rcode
import pytest

from mailmend.apps.demo_servers.farm import DOMAIN, HOST, Farm, running

ALICE = f"alice@{DOMAIN}"
PASSWORD = "a long demonstration secret"
Answer = TypeVar("Answer")


def with_farm(talk: Callable[[Farm], Answer]) -> Answer:
    """What a blocking client sees of the running servers."""

    async def run() -> Answer:
        async with running({ALICE: PASSWORD}) as farm:
            return await asyncio.to_thread(talk, farm)

    return asyncio.run(run())


def trusting(farm: Farm) -> ssl.SSLContext:
    """A client's context that trusts the demonstration's authority only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=farm.ca_pem.decode())
    return context


class At(smtplib.SMTP):
    """An SMTP client that dials the farm but means the server's name."""

    def __init__(self, farm: Farm) -> None:
        super().__init__(farm.address, farm.ports[HOST, 587], local_hostname="smtpclient.apple")
        self._host = HOST


def test_relaying_needs_a_login() -> None:
    """The same recipient is refused before and accepted after the login."""

    def talk(farm: Farm) -> list[tuple[int, bytes]]:
        with At(farm) as client:
            client.starttls(context=trusting(farm))
            client.ehlo()
            client.mail(ALICE)
            refused = client.rcpt("bob@elsewhere.test")
            own = client.rcpt(ALICE)
            client.rset()
            client.login(ALICE, PASSWORD)
            client.mail(ALICE)
            return [refused, own, client.rcpt("bob@elsewhere.test")]

    refused, own, accepted = with_farm(talk)

    assert refused == (454, b"4.7.1 <bob@elsewhere.test>: Relay access denied")
    assert own[0] == 250
    assert accepted[0] == 250


def test_login_is_offered_inside_tls_only() -> None:
    """Before STARTTLS there is no AUTH, and trying it all the same is refused."""

    def talk(farm: Farm) -> tuple[bool, bool, int]:
        with At(farm) as client:
            client.ehlo()
            before = client.has_extn("auth")
            code = client.docmd("AUTH", "PLAIN AGEAYg==")[0]
            client.starttls(context=trusting(farm))
            client.ehlo()
            return before, client.has_extn("auth"), code

    assert with_farm(talk) == (False, True, 538)


def test_port_25_takes_no_login() -> None:
    """The inbound listener does not announce AUTH and refuses it."""

    def talk(farm: Farm) -> tuple[bool, int]:
        with smtplib.SMTP(farm.address, farm.ports[HOST, 25]) as client:
            client._host = HOST  # type: ignore[attr-defined]
            client.starttls(context=trusting(farm))
            client.ehlo()
            return client.has_extn("auth"), client.docmd("AUTH", "PLAIN AGEAYg==")[0]

    assert with_farm(talk) == (False, 503)


def test_a_wrong_password_is_refused() -> None:
    """The password is really checked."""

    def talk(farm: Farm) -> int:
        with At(farm) as client:
            client.starttls(context=trusting(farm))
            client.ehlo()
            with pytest.raises(smtplib.SMTPAuthenticationError) as caught:
                client.login(ALICE, "guess")
            return int(caught.value.smtp_code)

    assert with_farm(talk) == 535


def test_it_never_takes_a_message() -> None:
    """DATA is refused: the demonstration sends no mail."""

    def talk(farm: Farm) -> int:
        with At(farm) as client:
            return int(client.docmd("DATA")[0])

    assert with_farm(talk) == 502


def test_the_mailbox_takes_the_same_login() -> None:
    """IMAP is the control: right password in, wrong password out."""

    def talk(farm: Farm) -> tuple[str, str]:
        client = imaplib.IMAP4_SSL(farm.address, farm.ports[HOST, 993], ssl_context=_unnamed(farm))
        good = client.login(ALICE, PASSWORD)[0]
        client.logout()
        other = imaplib.IMAP4_SSL(farm.address, farm.ports[HOST, 993], ssl_context=_unnamed(farm))
        with pytest.raises(imaplib.IMAP4.error) as caught:
            other.login(ALICE, "guess")
        other.logout()
        return good, str(caught.value)

    good, bad = with_farm(talk)

    assert good == "OK"
    assert "AUTHENTICATIONFAILED" in bad


def _unnamed(farm: Farm) -> ssl.SSLContext:
    """imaplib has no name apart from the address dialled: only the chain is checked."""
    context = trusting(farm)
    context.check_hostname = False
    return context


def test_names_that_exist_and_names_that_do_not() -> None:
    """A known name has its records, another type of it none, an unknown name does not exist."""

    def talk(farm: Farm) -> list[tuple[int, int]]:
        def ask(name: str, rtype: str) -> tuple[int, int]:
            question = dns.message.make_query(name, rtype)
            reply = dns.query.udp(question, farm.address, port=farm.dns_port, timeout=2)
            return reply.rcode(), len(reply.answer)

        return [
            ask(HOST, "A"),
            ask(HOST, "AAAA"),
            ask("nowhere.test", "A"),
            ask(f"_imaps._tcp.{DOMAIN}", "SRV"),
        ]

    assert with_farm(talk) == [
        (dns.rcode.NOERROR, 1),
        (dns.rcode.NOERROR, 0),
        (dns.rcode.NXDOMAIN, 0),
        (dns.rcode.NOERROR, 1),
    ]
