"""Case files: TOML and JSON, and every way to get them wrong."""

from __future__ import annotations

import json
import time

import pytest

from mailmend.case import InputError
from mailmend.readers.case_file import read_case_file

TOML = b"""address = "alice@customer.test"
[outgoing]
port = 25
enabled = true
"""


def refusal(data: bytes) -> str:
    """The one line that says why ``data`` is not a case."""
    with pytest.raises(InputError) as caught:
        read_case_file(data)
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < 400
    return said


@pytest.mark.parametrize("data", [TOML, b"\xef\xbb\xbf" + TOML, TOML.replace(b"\n", b"\r\n")])
def test_toml_is_read(data: bytes) -> None:
    """With or without a byte order mark, with either line end."""
    assert read_case_file(data)["outgoing"] == {"port": 25, "enabled": True}


def test_json_is_read() -> None:
    """The same tables in JSON."""
    case = {"address": "alice@customer.test", "outgoing": {"port": 25}}
    assert read_case_file(json.dumps(case).encode()) == case


def test_a_fault_in_toml_is_located() -> None:
    """Line and column, on one line of text."""
    assert "line 2" in refusal(b'address = "a@b.test"\nport = = 25\n')


def test_a_fault_in_json_is_located() -> None:
    """Line and column."""
    assert "line 2, column 10" in refusal(b'{"address": "a@b.test",\n "port": }')


def test_a_key_given_twice_is_refused() -> None:
    """In both formats; which of the two was meant cannot be known."""
    assert "port is given twice" in refusal(b'{"port": 25, "port": 587}')
    assert "TOML" in refusal(b"port = 25\nport = 587\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (TOML.decode().encode("utf-16"), "UTF-16"),
        (b'error = "\xe9chec"\n', "not UTF-8 text (line 1)"),
        (b'address = "a@b.test"\nerror = "\xff"', "line 2"),
        (b"address\x00", "not a text file"),
        (b"[1, 2]", "TOML"),
        (b"x" * (256 * 1024 + 1), "larger"),
        (b'{"a": ' + b"[" * 100_000, "not usable"),
        (b"a = " + b"[" * 100_000, "not usable"),
        (b'{"port": ' + b"9" * 5000 + b"}", "not usable"),
        (b"port = " + b"9" * 5000, "not usable"),
        (b'{"error": "\\ud800"}', "not usable"),
        (b'{"port": NaN}x', "not valid JSON"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    """Encoding, size, depth, numbers without end: one line each."""
    assert said in refusal(data)


def test_a_message_never_carries_control_characters() -> None:
    """Keys of the file are shown escaped."""
    assert "\x1b" not in refusal(b'{"\\u001b[31m": 1, "\\u001b[31m": 2}')
    assert "\x1b" not in refusal(b"\x1b[31m = 1")


def test_a_hostile_file_ends_quickly() -> None:
    """A file full of dotted keys or of brackets is no work."""
    start = time.process_time()
    refusal(b"a" + b".a" * 100_000)
    keys = (b"k%d" % number + b".a" * 480 + b" = 1\n" for number in range(250))
    assert len(read_case_file(b"".join(keys))) == 250
    refusal(b"[" * 250_000)
    assert time.process_time() - start < 5
