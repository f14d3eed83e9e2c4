"""Take logins out of a log line: servers log AUTH commands and passwords."""

from __future__ import annotations

import re

_PAYLOAD = re.compile(r"(?i)\b(AUTH[ =][\w-]{1,30} )[A-Za-z0-9+/=*._~-]{4,4000}")
_ANSWER = re.compile(r'(error in |command=)"[A-Za-z0-9+/]{4,4000}={0,2}"')
_GIVEN = re.compile(r"(?i)(given password: ?|password=)[^\s,]{1,400}(?=\)|,|\s|$)")


def redacted(line: str) -> str:
    """The line with SASL answers and given passwords replaced (RFC 4954 section 4)."""
    line = _PAYLOAD.sub(r"\1***", line)
    line = _ANSWER.sub(r'\1"***"', line)
    return _GIVEN.sub(r"\1***)", line)
