"""Signed envelopes: real ones, streamed ones, and damaged ones."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire.cms import CmsRefused, is_cms, signed_content

OID_SIGNED = bytes.fromhex("06092a864886f70d010702")
OID_ENVELOPED = bytes.fromhex("06092a864886f70d010703")
OID_DATA = bytes.fromhex("06092a864886f70d010701")


def tlv(tag: int, content: bytes) -> bytes:
    """A DER element."""
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def open_ended(tag: int, content: bytes) -> bytes:
    """A BER element of indefinite length."""
    return bytes([tag, 0x80]) + content + b"\0\0"


def envelope(content: bytes) -> bytes:
    """A signed envelope without signers, in DER."""
    inner = tlv(0x30, OID_DATA + tlv(0xA0, tlv(0x04, content)))
    signed = tlv(0x30, tlv(0x02, b"\1") + tlv(0x31, b"") + inner + tlv(0x31, b""))
    return tlv(0x30, OID_SIGNED + tlv(0xA0, signed))


def streamed(*parts: bytes) -> bytes:
    """The same as streaming signers write it: indefinite lengths, the content in parts."""
    octets = open_ended(0x24, b"".join(tlv(0x04, part) for part in parts))
    inner = open_ended(0x30, OID_DATA + open_ended(0xA0, octets))
    signed = open_ended(0x30, tlv(0x02, b"\1") + tlv(0x31, b"") + inner + tlv(0x31, b""))
    return open_ended(0x30, OID_SIGNED + open_ended(0xA0, signed))


def test_the_content_of_a_der_envelope() -> None:
    """Short and long lengths."""
    assert signed_content(envelope(b"hello")) == b"hello"
    assert signed_content(envelope(b"x" * 100_000)) == b"x" * 100_000


def test_the_content_of_a_streamed_envelope_is_put_together() -> None:
    """Zero bytes inside the content do not end it."""
    assert signed_content(streamed(b"hel", b"\0\0", b"lo")) == b"hel\0\0lo"


def test_only_envelopes_are_taken_for_envelopes() -> None:
    """A property list or a text is not one."""
    assert is_cms(envelope(b"x"))
    assert is_cms(streamed(b"x"))
    assert not is_cms(b"<?xml version='1.0'?>")
    assert not is_cms(b"0 = not DER")


def test_an_encrypted_envelope_is_named() -> None:
    """Nobody but its device can open it."""
    with pytest.raises(CmsRefused, match="encrypted"):
        signed_content(tlv(0x30, OID_ENVELOPED + tlv(0xA0, tlv(0x30, b""))))


def test_a_detached_signature_is_named() -> None:
    """There is nothing in it to read."""
    inner = tlv(0x30, OID_DATA)
    signed = tlv(0x30, tlv(0x02, b"\1") + tlv(0x31, b"") + inner)
    with pytest.raises(CmsRefused, match="detached"):
        signed_content(tlv(0x30, OID_SIGNED + tlv(0xA0, signed)))


@pytest.mark.parametrize("cut", [1, 5, 20, 40])
def test_a_cut_envelope_is_refused(cut: int) -> None:
    """A length past the end is never believed."""
    with pytest.raises(CmsRefused):
        signed_content(envelope(b"x" * 300)[:-cut])


def test_lengths_of_gigabytes_allocate_nothing() -> None:
    """The announced size is compared with the bytes that are there."""
    with pytest.raises(CmsRefused):
        signed_content(b"\x30\x88" + b"\x7f" * 8 + OID_SIGNED)
    with pytest.raises(CmsRefused):
        signed_content(b"\x30\xfe" + b"\xff" * 126)


def test_nesting_is_bounded() -> None:
    """Indefinite lengths inside one another end at 16 levels."""
    deep = b"\x24\x80" * 100_000
    octets = tlv(0x30, OID_DATA + tlv(0xA0, deep))
    signed = tlv(0x30, tlv(0x02, b"\1") + tlv(0x31, b"") + octets)
    with pytest.raises(CmsRefused):
        signed_content(tlv(0x30, OID_SIGNED + tlv(0xA0, signed)))


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_damage_is_refused_or_read(noise: bytes, at: int) -> None:
    """No other exception leaves the reader."""
    whole = streamed(b"a" * 100, b"b" * 100)
    for data in (noise, whole[:at] + noise + whole[at:]):
        with contextlib.suppress(CmsRefused):
            assert isinstance(signed_content(data), bytes)
