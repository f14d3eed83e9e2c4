"""What a certificate says, read without judging trust."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from mailmend.wire import certificate as cert
from tests.io.authority import leaf

HOST = "mail.a.test"


def test_keys_and_hashes_are_named() -> None:
    """Kind, size and curve; keys with a hash of their own by name."""
    assert cert.key_text(leaf(HOST).certificate) == "EC 256 (secp256r1)"
    assert cert.key_text(leaf(HOST, key=rsa.generate_private_key(65537, 2048)).certificate) == (
        "RSA 2048"
    )
    odd = leaf(HOST, key=ed25519.Ed25519PrivateKey.generate(), self_signed=True).certificate
    assert (cert.key_text(odd), cert.signature_hash(odd)) == ("Ed25519", "ed25519")


def test_only_plain_http_places_of_the_issuer_are_named() -> None:
    """Other schemes are never fetched, so they are not told."""
    assert cert.issuer_urls(leaf(HOST, aia="http://ca.test/i.der").certificate) == (
        "http://ca.test/i.der",
    )
    assert cert.issuer_urls(leaf(HOST, aia="ldap://ca.test/i").certificate) == ()
    assert cert.issuer_urls(leaf(HOST).certificate) == ()


def test_the_marks_of_a_public_authority() -> None:
    """A CA/Browser Forum policy counts, a private policy does not."""

    def with_policy(oid: str) -> x509.Certificate:
        policy = x509.PolicyInformation(x509.ObjectIdentifier(oid), None)
        return leaf(HOST, extensions=[(x509.CertificatePolicies([policy]), False)]).certificate

    assert cert.from_public_authority(with_policy("2.23.140.1.2.1"))
    assert not cert.from_public_authority(with_policy("1.3.6.1.4.1.99999.1"))
    assert not cert.from_public_authority(leaf(HOST).certificate)


def test_long_and_hostile_names_are_cut_and_escaped() -> None:
    """One line of at most 200 characters."""
    shown = cert.short("\x1b[31m" + "x" * 500)
    assert shown.startswith("\\x1b[31m")
    assert len(shown) == 200


def test_names_under_the_hosts_domain_go_first() -> None:
    """What helps the reader is not hidden behind thousands of others."""
    found = cert.Names(("z.other.test", "smtp.a.test"), ("192.0.2.1",))
    assert cert.shown_names(found, HOST) == ("smtp.a.test", "z.other.test", "192.0.2.1")
    assert cert.shown_names(found, HOST, limit=1) == ("smtp.a.test",)
