"""A fault that may be shown: printable, bounded, without the secrets of this run."""

from __future__ import annotations

import errno
import sqlite3
import traceback

from mailmend.case import printable
from mailmend.secret import Secret

MAX_LINES = 60
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_SQLITE = ("disk is full", "disk I/O error", "readonly database")
_secrets: list[Secret] = []


def remember(secret: Secret) -> None:
    """Have this secret removed from whatever is shown of a failure."""
    _secrets.append(secret)


def fault_words(fault: BaseException) -> str:
    """The fault on one short line, without secrets; the first one of a group."""
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    said = " ".join(_redacted(str(fault)).split())[:200]
    return f"{type(fault).__name__}: {said}" if said else type(fault).__name__


def unwritable(fault: BaseException | None) -> bool:
    """Whether a disk without room, or one that may not be written, is behind it."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in _NO_ROOM:
            return True
        if isinstance(fault, sqlite3.OperationalError) and any(
            word in str(fault) for word in _SQLITE
        ):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def traceback_text(fault: BaseException) -> str:
    """The traceback of ``fault``, its last lines, made printable and redacted."""
    lines = _redacted("".join(traceback.format_exception(fault))).splitlines()[-MAX_LINES:]
    return "".join(f"{printable(line)}\n" for line in lines)


def _redacted(text: str) -> str:
    from mailmend.io.redact import Redactor

    return Redactor(_secrets).clean_text(text)
