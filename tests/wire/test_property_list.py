"""Property lists: read within their size, whatever they claim."""

from __future__ import annotations

import plistlib
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire.property_list import (
    PropertyListRefused,
    parse_dictionary,
    parse_property_list,
)

PLAIN = {"a": [1, True, "x"], "b": b"\0\1"}


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_both_forms_are_read(form: plistlib.PlistFormat) -> None:
    """XML and binary."""
    assert parse_property_list(plistlib.dumps(PLAIN, fmt=form), 10_000) == PLAIN


def test_a_larger_list_is_refused() -> None:
    """Before it is parsed."""
    with pytest.raises(PropertyListRefused, match="larger"):
        parse_property_list(plistlib.dumps(PLAIN), 10)


def test_entities_are_refused() -> None:
    """They could grow without end."""
    bomb = b'<!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><string>&a;</string></plist>'
    with pytest.raises(PropertyListRefused, match="entities"):
        parse_property_list(bomb, 10_000)


def trailer(count: int, body: bytes = b"\x50") -> bytes:
    """A binary list that claims so many objects."""
    table = bytes([8])
    return b"bplist00" + body + table + struct.pack(">6xBBQQQ", 1, 1, count, 0, 8 + len(body))


@pytest.mark.parametrize("count", [2**31, 2**62, 2**63])
def test_a_claim_beyond_the_file_is_refused_at_once(count: int) -> None:
    """Of objects, and of the bytes of one object."""
    start = time.process_time()
    for data in (
        trailer(count),
        trailer(1, b"\x4f\x13" + struct.pack(">Q", count)),
        trailer(1, b"\xaf\x13" + struct.pack(">Q", count)),
    ):
        with pytest.raises(PropertyListRefused):
            parse_property_list(data, 10_000)
    assert time.process_time() - start < 2


@given(st.binary(max_size=300))
def test_noise_is_refused_and_nothing_else(noise: bytes) -> None:
    """Whatever follows the mark."""
    for data in (noise, b"bplist00" + noise):
        try:
            parse_property_list(data, 10_000)
        except PropertyListRefused:
            continue


def test_a_dictionary_is_asked_for() -> None:
    """A list is none."""
    with pytest.raises(PropertyListRefused, match="dictionary"):
        parse_dictionary(plistlib.dumps([1]), 10_000)
