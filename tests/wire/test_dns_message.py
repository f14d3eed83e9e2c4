"""DNS messages against dnspython, and against hostile bytes."""

from __future__ import annotations

import struct
import time

import dns.flags
import dns.message
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire.dns_message import TYPES, decode, encode_query, is_answer_to


def answer(name: str, rtype: str, *records: str) -> bytes:
    """A compressed response as a real server would send it."""
    response = dns.message.make_response(dns.message.make_query(name, rtype))
    response.id = 7
    response.answer.append(dns.rrset.from_text(f"{name}.", 300, "IN", rtype, *records))
    return response.to_wire()


def test_a_question_is_what_dnspython_reads() -> None:
    """Id, recursion, EDNS size and question arrive."""
    read = dns.message.from_wire(encode_query(4711, "_imaps._tcp.a.test", "SRV"))
    assert (read.id, read.payload, bool(read.flags & dns.flags.RD)) == (4711, 1232, True)
    assert read.question[0].to_text() == "_imaps._tcp.a.test. IN SRV"
    plain = dns.message.from_wire(encode_query(1, "a.test", "NS", recursion=False, edns=False))
    assert (plain.edns, bool(plain.flags & dns.flags.RD)) == (-1, False)


@pytest.mark.parametrize(
    ("rtype", "record", "expected"),
    [
        ("A", "192.0.2.1", "192.0.2.1"),
        ("AAAA", "2001:db8::1", "2001:db8::1"),
        ("MX", "10 mx.A.test.", "10 mx.a.test"),
        ("MX", "0 .", "0 ."),
        ("SRV", "0 1 587 smtp.a.test.", "0 1 587 smtp.a.test"),
        ("SRV", "0 0 0 .", "0 0 0 ."),
        ("CNAME", "b.test.", "b.test"),
        ("NS", "ns.a.test.", "ns.a.test"),
        ("PTR", "host.a.test.", "host.a.test"),
        ("TXT", '"v=spf1 " "-all"', "v=spf1 -all"),
        ("TXT", '"\\027[31m"', "\\027[31m"),
        ("SOA", "ns.a.test. h.a.test. 1 2 3 4 5", "ns.a.test h.a.test 1 2 3 4 5"),
        ("CNAME", "a\\032b.c\\.d.test.", "a\\032b.c\\.d.test"),
    ],
)
def test_records_are_read_into_presentation_form(rtype: str, record: str, expected: str) -> None:
    """Each type that is asked comes out as the facts hold it."""
    found = decode(answer("a.test", rtype, record))
    assert [(one.name, one.ttl, one.text) for one in found.answers] == [("a.test", 300, expected)]


def test_an_answer_must_fit_its_question() -> None:
    """Id, name, type and the response flag must all agree; case must not."""
    data = answer("Mail.a.test", "A", "192.0.2.1")
    assert is_answer_to(data, 7, "mail.a.test", "A")
    assert not is_answer_to(data, 8, "mail.a.test", "A")
    assert not is_answer_to(data, 7, "mail.b.test", "A")
    assert not is_answer_to(data, 7, "mail.a.test", "MX")
    assert not is_answer_to(encode_query(7, "mail.a.test", "A"), 7, "mail.a.test", "A")


def _raw(answers: int, body: bytes) -> bytes:
    question = b"\x01a\x04test\0" + struct.pack("!2H", 1, 1)
    return struct.pack("!6H", 7, 0x8180, 1, answers, 0, 0) + question + body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 11,
        _raw(1, b""),
        _raw(65535, b""),
        _raw(1, b"\xc0\x18" + struct.pack("!HHIH", 1, 1, 0, 4) + b"abcd"),  # points at itself
        _raw(1, b"\xc0\xff" + struct.pack("!HHIH", 1, 1, 0, 4) + b"abcd"),  # points forward
        _raw(1, b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 40) + b"abcd"),  # past the end
        _raw(1, b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 3) + b"abc"),  # a short address
        _raw(1, b"\x7fa" + struct.pack("!HHIH", 1, 1, 0, 4) + b"abcd"),  # a reserved label
        _raw(1, b"\xc0\x0c" + struct.pack("!HHIH", 16, 1, 0, 2) + b"\xffa"),  # a text too long
        _raw(1, (b"\x3f" + b"a" * 63) * 5 + b"\0" + struct.pack("!HHIH", 1, 1, 0, 4) + b"abcd"),
    ],
)
def test_malformed_messages_are_refused(data: bytes) -> None:
    """Loops, forward pointers, false lengths and cut messages raise one kind of error."""
    with pytest.raises(ValueError, match=r"."):
        decode(data)


def test_a_pointer_ladder_costs_no_time() -> None:
    """A message full of pointers is refused or read within a moment."""
    body = b"".join(struct.pack("!H", 0xC000 | (22 + 2 * n)) for n in range(8000))
    start = time.process_time()
    with pytest.raises(ValueError, match=r"."):
        decode(_raw(4000, body))
    assert time.process_time() - start < 2


@given(st.binary(max_size=300))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    """Whatever a server sends, the outcome is a message or ``ValueError``."""
    for whole in (data, _raw(3, data)):
        try:
            decode(whole)
        except ValueError:
            continue


@given(st.sampled_from(sorted(TYPES)), st.integers(0, 400), st.integers(0, 255))
def test_flipped_bytes_raise_nothing_else(rtype: str, at: int, value: int) -> None:
    """A good message with one byte changed is read or refused."""
    data = bytearray(answer("a.test", "SRV", "0 1 587 smtp.a.test.", "5 1 465 b.a.test."))
    data[at % len(data)] = value
    try:
        decode(bytes(data))
    except ValueError:
        return
