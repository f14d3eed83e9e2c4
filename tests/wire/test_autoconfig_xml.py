"""clientConfig documents: real ones, every word of the format, and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailmend.facts import PublishedServer
from mailmend.wire.autoconfig_xml import parse_client_config
from mailmend.wire.safe_xml import XmlRefused

SAMPLES = Path(__file__).parents[1] / "fixtures/discovery"
ADDRESS = "alice@customer.test"


def document(*servers: str) -> bytes:
    """A clientConfig with the given server elements."""
    return (
        '<clientConfig version="1.1"><emailProvider id="p">'
        + "".join(servers)
        + "</emailProvider></clientConfig>"
    ).encode()


def outgoing(
    host: str = "smtp.customer.test",
    port: str = "465",
    socket: str = "<socketType>SSL</socketType>",
    more: str = "<username>%EMAILADDRESS%</username>",
) -> str:
    """One outgoing server element."""
    return (
        f'<outgoingServer type="smtp"><hostname>{host}</hostname><port>{port}</port>'
        f"{socket}{more}</outgoingServer>"
    )


def only(*servers: str) -> PublishedServer:
    """The one server read from the elements."""
    found = parse_client_config(document(*servers), ADDRESS).servers
    assert len(found) == 1
    return found[0]


def test_a_real_document_with_six_servers() -> None:
    """GMX publishes IMAP, POP3 and SMTP, each with TLS and STARTTLS."""
    config = parse_client_config((SAMPLES / "gmx.net.xml").read_bytes(), "a@gmx.de")
    found = [(s.protocol, s.host, s.port, s.security) for s in config.servers]
    assert found == [
        ("imap", "imap.gmx.net", 993, "tls"),
        ("imap", "imap.gmx.net", 143, "starttls"),
        ("pop3", "pop.gmx.net", 995, "tls"),
        ("pop3", "pop.gmx.net", 110, "starttls"),
        ("smtp", "mail.gmx.net", 465, "tls"),
        ("smtp", "mail.gmx.net", 587, "starttls"),
    ]
    assert {s.username for s in config.servers} == {"a@gmx.de"}
    assert {s.authentication for s in config.servers} == {"password"}
    assert "gmx.at" in config.domains


def test_servers_of_other_protocols_are_not_mail_servers() -> None:
    """Exchange, OWA, EWS and Graph entries are no dropped servers either."""
    config = parse_client_config((SAMPLES / "office365.com.xml").read_bytes(), "a@firm.test")
    assert [s.protocol for s in config.servers] == ["imap", "pop3", "smtp"]
    assert config.dropped == 0
    assert config.servers[2].authentication == "oauth2"


def test_placeholders_are_filled_in_host_and_user_name() -> None:
    """A host may be the mail domain itself, the user name the local part."""
    data = (SAMPLES / "pop.shibata.ne.jp.xml").read_bytes()
    server = parse_client_config(data, "taro@ml.shibata.ne.jp").servers[1]
    assert (server.host, server.username, server.security) == ("ml.shibata.ne.jp", "taro", "none")


def test_a_password_is_preferred_where_several_ways_are_published() -> None:
    """AT&T lists OAuth2 first and passwords second: a password is accepted."""
    config = parse_client_config((SAMPLES / "att.net.xml").read_bytes(), "a@att.net")
    assert {s.authentication for s in config.servers} == {"password"}


def test_the_template_of_a_mail_server_in_a_box() -> None:
    """Its server is the one that PRIMARY_HOSTNAME stands for."""
    data = (SAMPLES / "miab-autoconfig.xml").read_bytes()
    data = data.replace(b"PRIMARY_HOSTNAME", b"box.customer.test")
    config = parse_client_config(data, ADDRESS)
    assert {s.host for s in config.servers} == {"box.customer.test"}
    assert config.provider == "box.customer.test (Mail-in-a-Box)"


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("password-cleartext", "password"),
        ("plain", "password"),
        ("password-encrypted", "cram-md5"),
        ("secure", "cram-md5"),
        ("NTLM", "ntlm"),
        ("OAuth2", "oauth2"),
        ("none", "none"),
        ("client-IP-address", "none"),
        ("smtp-after-pop", "none"),
        ("GSSAPI", None),
        ("telepathy", None),
    ],
)
def test_every_authentication_word(word: str, way: str | None) -> None:
    """IP address and POP-before-SMTP both mean that no login happens; unknown words say nothing."""
    assert only(outgoing(more=f"<authentication>{word}</authentication>")).authentication == way


@pytest.mark.parametrize(
    ("word", "security"),
    [("plain", "none"), ("SSL", "tls"), ("ssl", "tls"), ("STARTTLS", "starttls")],
)
def test_every_socket_type(word: str, security: str) -> None:
    """SSL is TLS at once."""
    assert only(outgoing(socket=f"<socketType>{word}</socketType>")).security == security


def test_the_first_known_socket_type_wins() -> None:
    """Later values are for other clients."""
    words = ("QUIC", "STARTTLS", "plain")
    several = "".join(f"<socketType>{word}</socketType>" for word in words)
    assert only(outgoing(socket=several)).security == "starttls"


def test_a_missing_user_name_says_nothing() -> None:
    """It is not the address by default."""
    server = only(outgoing(more=""))
    assert server.username is None
    assert server.authentication is None


@pytest.mark.parametrize(
    "server",
    [
        outgoing(host="127.0.0.1"),
        outgoing(host="localhost"),
        outgoing(host="smtp.customer.test&#13;&#10;QUIT"),
        outgoing(host="smtp.customer.test;id"),
        outgoing(host="&lt;script&gt;.test"),
        outgoing(host=""),
        outgoing(port="0"),
        outgoing(port="65536"),
        outgoing(port="-25"),
        outgoing(port="25x"),
        outgoing(port="٢٥"),
        outgoing(port=""),
        outgoing(socket=""),
        outgoing(socket="<socketType>maybe</socketType>"),
    ],
)
def test_a_server_that_cannot_be_used_is_dropped_and_counted(server: str) -> None:
    """The good one beside it stays."""
    config = parse_client_config(document(server, outgoing(host="good.customer.test")), ADDRESS)
    assert [s.host for s in config.servers] == ["good.customer.test"]
    assert config.dropped == 1


def test_a_user_name_with_control_or_bidirectional_characters_is_not_taken() -> None:
    """It would be shown, and sent, as something else than it looks."""
    for name in ("a\u202eb", "a&#10;b", "x" * 300):
        assert only(outgoing(more=f"<username>{name}</username>")).username is None


def test_ten_thousand_servers_end_at_64() -> None:
    """The rest is counted, not read."""
    data = document(
        *[f'<outgoingServer type="smtp"><port>{n}</port></outgoingServer>' for n in range(3000)]
    )
    config = parse_client_config(data, ADDRESS)
    assert (config.dropped, config.unread) == (64, 2936)


def test_a_provider_name_is_shown_escaped() -> None:
    """Markup stays text, control characters become visible."""
    data = document("<displayName>A\u202eB&lt;b&gt;</displayName>")
    assert parse_client_config(data, ADDRESS).provider == "A\\u202eB<b>"


@pytest.mark.parametrize("data", [b"<other/>", b"<clientConfig/>", b"<emailProvider/>"])
def test_other_documents_are_refused(data: bytes) -> None:
    """Only a clientConfig with a provider publishes anything."""
    with pytest.raises(XmlRefused, match="clientConfig"):
        parse_client_config(data, ADDRESS)
