"""Which server software speaks, recognised from its greeting."""

from __future__ import annotations

import re

SIGNS: tuple[tuple[str, str], ...] = (
    ("postfix", r"\bPostfix\b"),
    ("exim", r"\bExim\b"),
    ("opensmtpd", r"\bOpenSMTPD\b"),
    ("dovecot", r"\bDovecot\b"),
    ("exchange", r"Microsoft ESMTP MAIL Service|\.protection\.outlook\.com"),
    ("sendmail", r"\bSendmail\b"),
    ("haraka", r"\bHaraka\b"),
)


def recognise(greeting: str) -> str:
    """The software named in an SMTP greeting, ``""`` where it says nothing known."""
    found = (name for name, sign in SIGNS if re.search(sign, greeting[:500]))
    return next(found, "")
