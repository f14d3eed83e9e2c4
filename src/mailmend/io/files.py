"""Bounded reads of the files a person names, and private writes of what Mailmend keeps."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mailmend.case import InputError, printable
from mailmend.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE = 16 * 1024 * 1024
MAX_PASSWORD_FILE = 64 * 1024
STDIN = "-"


def read_file(name: str, what: str = "file", limit: int = MAX_FILE) -> bytes:
    """The bytes of a file, of standard input for ``-``, or of ``/dev/fd/N``.

    ``what`` names it in messages. Raises ``InputError`` in one line for a folder, an unreadable
    or a too large file.
    """
    with _opened(name, what) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{_shown(name, what)} is larger than {_size(limit)}")
    return data


def is_folder(name: str) -> bool:
    """Whether ``name`` is a folder that is there."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def read_password(name: str) -> tuple[Secret, str | None]:
    """The password in the first line of a file (or ``-``, ``/dev/fd/N``), and a remark or none.

    Only the line end is cut off: spaces may belong to a password. Raises ``InputError`` for a file
    that is empty, larger than 64 KiB, or not text.
    """
    what = "password"
    with _opened(name, what) as stream:
        mode = os.fstat(stream.fileno()).st_mode if stream is not sys.stdin.buffer else 0
        data = stream.read(MAX_PASSWORD_FILE + 1)
    shown = _shown(name, what)
    if len(data) > MAX_PASSWORD_FILE:
        raise InputError(f"{shown} is larger than 64 KiB; it should hold one line")
    first, _, rest = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    try:
        text = first.removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{shown} is not a text file in UTF-8") from None
    if not text:
        raise InputError(f"{shown} has no password in its first line")
    if any(ord(char) < 0x20 or ord(char) == 0x7F for char in text):
        raise InputError(f"{shown} has a control character in its first line")
    return Secret(text), _remark(shown, mode, more=bool(rest.strip()))


def write_private(path: Path, text: str) -> None:
    """Write a text in UTF-8 as ``write_private_bytes`` does. Raises ``InputError``."""
    write_private_bytes(path, text.encode("utf-8"))


def write_private_bytes(path: Path, data: bytes) -> None:
    """Write a file that only this user can read, whole or not at all.

    Raises ``InputError`` where that is not possible.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"cannot write {printable(str(path))}: {_reason(error)}") from None


@contextmanager
def _opened(name: str, what: str) -> Iterator[IO[bytes]]:
    if name == STDIN:
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as stream:
            yield stream
    except IsADirectoryError:
        raise InputError(f"{_shown(name, what)} is a folder, not a file") from None
    except OSError as error:
        raise InputError(f"{_shown(name, what)} cannot be read: {_reason(error)}") from None
    except ValueError:
        raise InputError(f"{_shown(name, what)} has no usable name") from None


def _remark(shown: str, mode: int, *, more: bool) -> str | None:
    remarks: list[str] = []
    if stat.S_ISREG(mode) and mode & 0o077:
        remarks.append("other users of this machine may read it; chmod 600 it")
    if more:
        remarks.append("only its first line is used")
    return f"{shown}: {'; '.join(remarks)}" if remarks else None


def _shown(name: str, what: str) -> str:
    return f"the {what} on standard input" if name == STDIN else f"the {what} file {_cut(name)}"


def _cut(name: str) -> str:
    shown = printable(name)
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _size(limit: int) -> str:
    return f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"


def _reason(error: OSError) -> str:
    return (error.strerror or "an error of the system").lower()
