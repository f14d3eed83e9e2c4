"""Signed profiles, checked by openssl."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mailmend.case import InputError
from mailmend.readers.mobileconfig import read_mobileconfig
from mailmend.settings_files.mobileconfig import mobileconfig
from mailmend.settings_files.signing import signed
from tests.settings_files.build import ADDRESS, account


def issued() -> tuple[bytes, bytes, bytes]:
    """Certificate, key and root of a fresh authority."""
    authority = trustme.CA()
    leaf = authority.issue_cert("profiles.hosting.test")
    chain = leaf.cert_chain_pems[0].bytes()
    return chain, leaf.private_key_pem.bytes(), authority.cert_pem.bytes()


def verify(envelope: Path, root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """What openssl says of the envelope."""
    argv = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(envelope)]
    argv += ["-CAfile", str(root), "-purpose", "any", "-out", str(out)]
    return subprocess.run(argv, capture_output=True, text=True, check=False)


def test_openssl_verifies_the_signature_and_gives_the_profile_back(tmp_path: Path) -> None:
    """The content inside is byte for byte the profile; one changed byte breaks it."""
    certificate, key, root = issued()
    profile = mobileconfig(account())
    envelope = signed(profile, certificate, key)
    (tmp_path / "p").write_bytes(envelope)
    (tmp_path / "root").write_bytes(root)

    done = verify(tmp_path / "p", tmp_path / "root", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out").read_bytes() == profile

    (tmp_path / "p").write_bytes(envelope.replace(b"EmailTypeIMAP", b"EmailTypeIMAQ"))
    assert verify(tmp_path / "p", tmp_path / "root", tmp_path / "out").returncode != 0


def test_our_reader_opens_the_envelope() -> None:
    """A signed profile is still a profile."""
    certificate, key, root = issued()
    assert read_mobileconfig(signed(mobileconfig(account()), certificate, key, root))[
        0
    ].address == (ADDRESS)


def test_unusable_files_are_named_in_one_line() -> None:
    """The wrong key, a key with a passphrase, something else."""
    certificate, key, _ = issued()
    locked = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"secret"),
    )
    for cert_pem, key_pem, said in (
        (certificate, issued()[1], "not the key"),
        (certificate, locked, "passphrase"),
        (certificate, b"x", "no private key"),
        (b"x", key, "no certificate"),
    ):
        with pytest.raises(InputError, match=said):
            signed(b"data", cert_pem, key_pem)
