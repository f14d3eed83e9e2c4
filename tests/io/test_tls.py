"""TLS without a socket: names for SNI, what begins like TLS, what an error means."""

from __future__ import annotations

import ssl

import pytest

from mailmend.io.tls import clear_text_failure, context, failure_of, is_tls_record, server_name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Mail.A.test.", "mail.a.test"),
        ("bücher.test", "xn--bcher-kva.test"),
        ("192.0.2.1", None),
        ("[2001:db8::1]", None),
        ("2001:db8::1", None),
        ("a..test", None),
        ("x" * 64 + ".test", None),
        ("", None),
        ("a b", None),
    ],
)
def test_only_host_names_go_into_sni(host: str, name: str | None) -> None:
    """Addresses and impossible names send no SNI (RFC 6066 section 3)."""
    assert server_name(host) == name


def test_contexts_have_no_store_and_the_right_versions() -> None:
    """Verification is the judge's work; TLS 1.2 is the least but for the legacy offer."""
    modern, legacy = context("default"), context("legacy")
    for one in (modern, legacy):
        assert (one.verify_mode, one.check_hostname, one.get_ca_certs()) == (
            ssl.CERT_NONE,
            False,
            [],
        )
    assert modern.minimum_version == ssl.TLSVersion.TLSv1_2
    assert legacy.minimum_version == ssl.TLSVersion.TLSv1
    names = {suite["name"] for suite in modern.get_ciphers()}
    assert "ECDHE-RSA-AES128-SHA" in names
    assert not [name for name in names if "DHE-RSA" in name and not name.startswith("ECDHE")]
    assert not [name for name in names if "NULL" in name or name.startswith(("ADH", "AECDH"))]


def test_what_begins_like_a_record() -> None:
    """Handshake and alert records do, replies and noise do not."""
    assert is_tls_record(b"\x16\x03\x01")
    assert is_tls_record(b"\x15")
    assert not is_tls_record(b"220 mail")
    assert not is_tls_record(b"\x16\x02\x00")


def test_clear_text_is_quoted_inertly() -> None:
    """At most 64 bytes, escaped; a reply before a record is an injection."""
    assert clear_text_failure(b"220 \x1b[31m" + b"x" * 500)[0] == "not-tls"
    assert "\x1b" not in clear_text_failure(b"220 \x1b[31m")[1]
    assert clear_text_failure(b"250 x\r\n\x16\x03\x03")[0] == "injected"


def test_an_unknown_error_is_malformed_in_plain_words() -> None:
    """No text of the library reaches the detail."""
    error = ssl.SSLError(1, "[SSL: X] secret words (_ssl.c:1006)")
    assert failure_of(error) == ("malformed", "the handshake broke off")
