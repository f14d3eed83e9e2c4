"""Files a person names: bounded, and told apart in one line each."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.io.files import read_file, read_password, write_private


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """Bytes as they are."""
    path = tmp_path / "case.toml"
    path.write_bytes(b"a\0b\xff")
    assert read_file(str(path)) == b"a\0b\xff"


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads standard input, for files and passwords alike."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"secret one\r\n")))
    assert read_password("-")[0].reveal() == "secret one"


def test_a_descriptor_is_read(tmp_path: Path) -> None:
    """``/dev/fd/N`` gives what a pipe holds."""
    reading, writing = os.pipe()
    os.write(writing, b"from a pipe\n")
    os.close(writing)
    try:
        secret, note = read_password(f"/dev/fd/{reading}")
    finally:
        os.close(reading)
    assert (secret.reveal(), note) == ("from a pipe", None)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: None, "no such file"),
        (lambda path: path.write_bytes(b"x" * 101), "larger than"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(make, words: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Folder, nothing there, too large."""
    path = tmp_path / "x"
    make(path)
    with pytest.raises(InputError, match=words) as caught:
        read_file(str(path), "case", 100)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a\0b", "x\x1b[31m" * 100, "/dev/null/x"])
def test_odd_names_are_errors_of_input(name: str) -> None:
    """No name raises anything else, and none reaches the terminal raw."""
    with pytest.raises(InputError) as caught:
        read_file(name)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "password"),
    [
        (b"hunter2\n", "hunter2"),
        (b"hunter2", "hunter2"),
        (b" with spaces \r\n", " with spaces "),
        (b"\xef\xbb\xbfbom\n", "bom"),
        ("pässwörd\n".encode(), "pässwörd"),
    ],
)
def test_the_first_line_is_the_password(data: bytes, password: str, tmp_path: Path) -> None:
    """Only the line end goes; spaces may belong to it."""
    path = tmp_path / "p"
    path.write_bytes(data)
    path.chmod(0o600)
    secret, note = read_password(str(path))
    assert (secret.reveal(), note) == (password, None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no password"),
        (b"\nsecond\n", "no password"),
        (b"\xff\xfeh\0i\0", "not a text file"),
        (b"a\0b\n", "control character"),
        (b"a\x1b[0m\n", "control character"),
        (b"x" * 70000, "larger than 64 KiB"),
    ],
)
def test_unusable_password_files_are_refused(data: bytes, words: str, tmp_path: Path) -> None:
    """Empty, binary, too large; the content is never shown."""
    path = tmp_path / "p"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_password(str(path))


def test_remarks_on_a_password_file(tmp_path: Path) -> None:
    """Open to others, and more than one line."""
    path = tmp_path / "p"
    path.write_bytes(b"secret\nmore\n")
    path.chmod(0o644)
    _, note = read_password(str(path))
    assert note is not None
    assert "chmod 600" in note
    assert "first line" in note
    assert "secret" not in note


def test_private_files_are_private_and_whole(tmp_path: Path) -> None:
    """Mode 0600 whatever the umask, replacing what was there, no leftovers."""
    path = tmp_path / "r.json"
    path.write_text("old")
    before = os.umask(0)
    try:
        write_private(path, "new ü")
    finally:
        os.umask(before)
    assert path.read_text("utf-8") == "new ü"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]
    with pytest.raises(InputError, match="cannot write"):
        write_private(tmp_path / "none" / "r.json", "x")
