"""A traceback that may be shown: printable, bounded, without the secrets of this run."""

from __future__ import annotations

import traceback

from mailmend.case import printable
from mailmend.secret import Secret

MAX_LINES = 60
_secrets: list[Secret] = []


def remember(secret: Secret) -> None:
    """Have this secret removed from whatever is shown of a failure."""
    _secrets.append(secret)


def traceback_text(fault: BaseException) -> str:
    """The traceback of ``fault``, its last lines, made printable and redacted."""
    from mailmend.io.redact import Redactor

    text = Redactor(_secrets).clean_text("".join(traceback.format_exception(fault)))
    lines = text.splitlines()[-MAX_LINES:]
    return "".join(f"{printable(line)}\n" for line in lines)
