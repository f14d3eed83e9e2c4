"""Logs as they lie about: packed, huge, damaged, rotated, linked."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import tracemalloc
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.io.logfile import MAX_LINE, open_log

TEXT = b"first\nsecond \xff\x00line\r\nlast without an end"


def read(path: Path) -> list[tuple[int, str]]:
    """All lines of a log."""
    return list(open_log(str(path)).lines())


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress], ids=["plain", "gzip", "xz"])
def test_lines_are_numbered_whatever_the_packing(tmp_path: Path, pack: object) -> None:
    """The content tells, not the name; NULs go, other bytes become signs of replacement."""
    assert callable(pack)
    path = tmp_path / "mail.log.1"
    path.write_bytes(pack(TEXT))
    assert read(path) == [(1, "first"), (2, "second \ufffdline\r"), (3, "last without an end")]


def test_zstd_without_its_module_is_one_clear_line(tmp_path: Path) -> None:
    """It says what to do."""
    path = tmp_path / "mail.log.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    try:
        import zstandard  # type: ignore[import-not-found]  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(InputError, match="zstd -d"):
            read(path)
    else:
        read(path)


def test_a_gigantic_line_takes_little_memory(tmp_path: Path) -> None:
    """A sparse file of 256 MiB without a line end, packed as it is; only its start is kept."""
    path = tmp_path / "mail.log"
    with path.open("wb") as stream:
        stream.write(b"a" * 100_000)
        stream.seek(256 * 1024 * 1024)
        stream.write(b"b\nnext\n")
    tracemalloc.start()
    lines = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [len(line) for _, line in lines] == [MAX_LINE, 4]
    assert peak < 16 * 1024 * 1024


def test_a_truncated_archive_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    """The note tells after how many bytes."""
    packed = gzip.compress(
        b"".join(b"line %d %s\n" % (n, os.urandom(8).hex().encode()) for n in range(90_000))
    )
    path = tmp_path / "mail.log.gz"
    path.write_bytes(packed[: len(packed) // 2])
    log = open_log(str(path))
    assert len(list(log.lines())) > 10_000
    assert [note for note in log.notes if note.startswith("damaged after")]


def test_a_bad_archive_ends_with_a_note(tmp_path: Path) -> None:
    """Nothing is raised out of the middle of a log."""
    path = tmp_path / "mail.log.gz"
    path.write_bytes(gzip.compress(b"x\n" * 10)[:12] + b"\xff" * 100)
    log = open_log(str(path))
    list(log.lines())
    assert log.notes


def test_rotation_is_told(tmp_path: Path) -> None:
    """Another file stands under the name at the end."""
    path = tmp_path / "mail.log"
    path.write_bytes(b"one\ntwo\n")
    log = open_log(str(path))
    lines = log.lines()
    assert next(lines) == (1, "one")
    path.rename(tmp_path / "mail.log.1")
    path.write_bytes(b"new\n")
    assert [line for _, line in lines] == ["two"]
    assert log.notes == ["the log was rotated while it was read"]


def test_a_link_is_followed_within_its_folder_only(tmp_path: Path) -> None:
    """A link put in place of a log must not lead to other files."""
    (tmp_path / "logs").mkdir()
    outside = tmp_path / "secret"
    outside.write_bytes(b"secret\n")
    inside = tmp_path / "logs" / "mail.log.1"
    inside.write_bytes(b"line\n")
    good, bad = tmp_path / "logs" / "mail.log", tmp_path / "logs" / "evil.log"
    good.symlink_to(inside)
    bad.symlink_to(outside)
    assert read(good) == [(1, "line")]
    with pytest.raises(InputError, match="another folder"):
        open_log(str(bad))


@pytest.mark.parametrize("name", ["", "no-such-file", "folder", "pipe", "a\0b"])
def test_what_is_no_log_is_one_clear_line(tmp_path: Path, name: str) -> None:
    """And a pipe does not hang."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError) as caught:
        open_log(f"{tmp_path}/{name}")
    assert "\n" not in str(caught.value)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a log that comes through a pipe."""

    class Stdin:
        buffer = io.BytesIO(b"one\n")

    monkeypatch.setattr("sys.stdin", Stdin())
    assert list(open_log("-").lines()) == [(1, "one")]
