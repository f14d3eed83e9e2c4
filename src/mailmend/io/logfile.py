"""Read a log file as numbered lines: plain, gzip, xz or zstd, whatever its size, in bounds."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from mailmend.case import InputError, printable

MAX_TAIL = 512 * 1024 * 1024
"""Bytes read of a plain log; of a longer one the newest."""
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
MAX_LINE = 8 * 1024
"""Bytes kept of one line; the rest of it is skipped."""
_CHUNK = 256 * 1024
STDIN = "-"
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))


@dataclass(slots=True)
class LogFile:
    """One log: iterate ``lines``; ``notes`` tell afterwards what could not be read of it."""

    name: str
    written: datetime
    notes: list[str] = field(default_factory=list)
    _descriptor: int = -1

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers, from 1. Ends with a note where the file is damaged."""
        with ExitStack() as stack:
            stream = self._stream(stack)
            yield from enumerate(_lines(self._chunks(stream)), 1)
            self._was_rotated()

    def _stream(self, stack: ExitStack) -> BinaryIO:
        if self._descriptor < 0:
            return sys.stdin.buffer
        plain = stack.enter_context(os.fdopen(os.dup(self._descriptor), "rb"))
        stack.callback(os.close, self._descriptor)
        start = os.pread(self._descriptor, 8, 0) if plain.seekable() else b""
        packed = next((kind for magic, kind in _MAGIC if start.startswith(magic)), "")
        if packed:
            return stack.enter_context(_unpacked(plain, packed, self.name))
        size = os.fstat(self._descriptor).st_size
        if size > MAX_TAIL:
            plain.seek(size - MAX_TAIL)
            plain.readline(_CHUNK)
            self.notes.append(f"only the newest {MAX_TAIL >> 20} MiB were read")
        return plain

    def _chunks(self, stream: BinaryIO) -> Iterator[bytes]:
        read = 0
        while True:
            try:
                chunk = stream.read(_CHUNK)
            except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
                self.notes.append(f"damaged after {read} bytes: {printable(str(error))[:100]}")
                return
            if not chunk:
                return
            read += len(chunk)
            if read > MAX_UNPACKED:
                self.notes.append(f"only the first {MAX_UNPACKED >> 30} GiB were read")
                return
            yield chunk

    def _was_rotated(self) -> None:
        """Say so where the name now stands for another file, or the file has shrunk."""
        if self.name == STDIN:
            return
        try:
            now, then = Path(self.name).stat(), os.fstat(self._descriptor)
        except OSError:
            self.notes.append("the log was rotated while it was read")
            return
        if stat.S_ISREG(now.st_mode) and (now.st_ino, now.st_dev) != (then.st_ino, then.st_dev):
            self.notes.append("the log was rotated while it was read")


def open_log(name: str) -> LogFile:
    """A log file, or standard input for ``-``.

    A symbolic link is followed only within its own folder. Raises ``InputError`` in one line for
    what is no file that can be read.
    """
    shown = f"the log file {printable(name)[:200]}"
    if name == STDIN:
        return LogFile(name, datetime.now(UTC))
    if not name or "\0" in name:
        raise InputError(f"{shown} has no usable name")
    target = _target(Path(name), shown)
    try:
        descriptor = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        reason = (error.strerror or "an error of the system").lower()
        raise InputError(f"{shown} cannot be read: {reason}") from None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise InputError(f"{shown} is not a file; give the mail server's log, such as mail.log")
    return LogFile(name, datetime.fromtimestamp(found.st_mtime).astimezone(), [], descriptor)


def _target(path: Path, shown: str) -> Path:
    """The file a link stands for, if it lies in the link's own folder (mail.log -> mail.log.1)."""
    if not path.is_symlink():
        return path
    target = path.resolve()
    if target.parent != path.parent.resolve():
        raise InputError(
            f"{shown} is a link that leads to another folder; give the file it leads to"
        )
    return target


def _unpacked(plain: BinaryIO, kind: str, name: str) -> BinaryIO:
    if kind == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=plain, mode="rb"))
    if kind == "xz":
        return cast("BinaryIO", lzma.LZMAFile(plain))
    return _zstd(plain, name)


def _zstd(plain: BinaryIO, name: str) -> BinaryIO:
    """Zstandard by the module that is there, or a line that says what to do."""
    try:
        reader: Callable[[BinaryIO], io.RawIOBase]
        reader = import_module("zstandard").ZstdDecompressor().stream_reader
    except ModuleNotFoundError:
        shown = printable(name)[:200]
        raise InputError(f"{shown} is packed with zstd; unpack it first: zstd -d {shown}") from None
    return cast("BinaryIO", reader(plain))


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    """Lines without their ends; of an over-long line only the start is kept."""
    kept, started = b"", False
    for chunk in chunks:
        *whole, rest = chunk.split(b"\n")
        for part in whole:
            yield _text(kept + part[: MAX_LINE - len(kept)])
            kept, started = b"", False
        started = started or bool(rest)
        kept += rest[: MAX_LINE - len(kept)]
    if started:
        yield _text(kept)


def _text(line: bytes) -> str:
    return line.replace(b"\0", b"").decode("utf-8", "replace")
