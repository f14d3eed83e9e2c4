"""What a mail server's own checker says is wrong in its files, where it names the line. Pure."""

from __future__ import annotations

import re

_PATTERNS = (
    # postconf: fatal: /etc/postfix/main.cf, line 47: missing '=' after attribute name: "x"
    # postconf: fatal: file /etc/postfix/master.cf: line 26: bad field count
    re.compile(
        r"(?:fatal|error): (?:file )?(?P<file>/[^\s:,]{1,400})[:,] line (?P<line>\d{1,6}): "
        r"(?P<text>[^\n]{1,200})"
    ),
    # Exim configuration error in line 34 of /etc/exim4/exim4.conf:
    #   error in ACL: unknown ACL condition/modifier in "acept authenticated = *"
    re.compile(
        r"configuration error in line (?P<line>\d{1,6}) of (?P<file>/[^\s:]{1,400}):\s{1,20}"
        r"(?P<text>[^\n]{1,200})"
    ),
    # doveconf: Fatal: Error in configuration file /etc/dovecot/local.conf line 3: Unknown setting
    re.compile(
        r"[Ee]rror in configuration file (?P<file>/[^\s:]{1,400}?)"
        r"(?::| line )(?P<line>\d{1,6}): (?P<text>[^\n]{1,200})"
    ),
    # /etc/smtpd.conf:15: syntax error
    re.compile(
        r"(?m)^(?:\S{1,60}: )?(?P<file>/[^\s:]{1,400}):(?P<line>\d{1,6}): (?P<text>[^\n]{1,200})"
    ),
)


def fault_in(said: str) -> tuple[str, str, int] | None:
    """The first fault with its file and line; ``None`` where none is told in such words."""
    found = (pattern.search(said[:20_000]) for pattern in _PATTERNS)
    first = next((one for one in found if one), None)
    return (first["text"].strip(), first["file"], int(first["line"])) if first else None
