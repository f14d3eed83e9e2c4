"""Certificates in PEM text: read, told apart, paired with keys and issuers."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization

from mailmend.wire.pem import certificates, fingerprint, key_fits, lacks_issuer
from tests.io.authority import Issued, authority, leaf

AIA = "http://ca.test/i.der"
ROOT = authority("Root")
MIDDLE = authority("Middle", ROOT)
LEAF = leaf("mail.a.test", issuer=MIDDLE, aia=AIA)


def pem(*issued: Issued) -> str:
    """These certificates as one file."""
    return "".join(one.pem.decode() for one in issued)


def public(issued: Issued) -> str:
    """The public half of the key, as openssl prints it."""
    encoded = issued.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return encoded.decode()


def test_certificates_come_in_order_with_other_text_between() -> None:
    """As in a bundle, or in the output of s_client; a broken one is left out."""
    text = f"depth=0\n{pem(LEAF)}\n---\n{pem(MIDDLE)}-----BEGIN CERTIFICATE-----\nxx\n-----END C"
    assert [fingerprint(one) for one in certificates(text)] == [
        fingerprint(LEAF.certificate),
        fingerprint(MIDDLE.certificate),
    ]
    assert certificates("") == ()
    assert len(certificates(pem(LEAF) * 50)) == 20


def test_a_private_key_is_no_certificate() -> None:
    """Whatever else the file holds."""
    assert certificates("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n") == ()


def test_a_key_fits_its_own_certificate_only() -> None:
    """And nothing is said of what cannot be read."""
    assert key_fits(LEAF.certificate, public(LEAF)) is True
    assert key_fits(LEAF.certificate, public(MIDDLE)) is False
    assert key_fits(LEAF.certificate, "unable to load key") is None


def test_a_leaf_without_its_issuer_lacks_it_where_the_issuer_is_published() -> None:
    """One that signs itself, and one of a private root without such an address, lack none."""
    own = leaf("mail.a.test", self_signed=True, aia=AIA)
    private = leaf("mail.a.test", issuer=ROOT)
    assert lacks_issuer((LEAF.certificate,))
    assert lacks_issuer((LEAF.certificate, ROOT.certificate))
    assert not lacks_issuer((LEAF.certificate, MIDDLE.certificate))
    assert not lacks_issuer((own.certificate,))
    assert not lacks_issuer((private.certificate,))
    assert not lacks_issuer(())
