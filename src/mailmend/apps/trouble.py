"""A fault that may be shown: printable, bounded, without the secrets of this run."""

from __future__ import annotations

import traceback

from mailmend.case import printable
from mailmend.secret import Secret

MAX_LINES = 60
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


def traceback_text(fault: BaseException) -> str:
    """The traceback of ``fault``, its last lines, made printable and redacted."""
    lines = _redacted("".join(traceback.format_exception(fault))).splitlines()[-MAX_LINES:]
    return "".join(f"{printable(line)}\n" for line in lines)


def _redacted(text: str) -> str:
    from mailmend.io.redact import Redactor

    return Redactor(_secrets).clean_text(text)
