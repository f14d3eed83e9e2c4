"""What the servers' own checkers say of a fault in their files, in their words."""

from __future__ import annotations

import pytest

from mailmend.configs.checker import fault_in

SAID = {
    "postconf: fatal: /etc/postfix/main.cf, line 47: missing '=' after attribute name: \"x\"": (
        "missing '=' after attribute name: \"x\"",
        "/etc/postfix/main.cf",
        47,
    ),
    "postconf: fatal: file /etc/postfix/master.cf: line 26: bad field count": (
        "bad field count",
        "/etc/postfix/master.cf",
        26,
    ),
    "2026-11-25 08:53:58 Exim configuration error in line 34 of /etc/exim4/exim4.conf:\n"
    "  error in ACL: unknown ACL condition/modifier": (
        "error in ACL: unknown ACL condition/modifier",
        "/etc/exim4/exim4.conf",
        34,
    ),
    "doveconf: Fatal: Error in configuration file /etc/dovecot/local.conf line 3: "
    "Unknown setting: x": ("Unknown setting: x", "/etc/dovecot/local.conf", 3),
    "doveconf: Fatal: Error in configuration file /etc/dovecot/local.conf:3: Unknown": (
        "Unknown",
        "/etc/dovecot/local.conf",
        3,
    ),
    "/etc/smtpd.conf:15: syntax error": ("syntax error", "/etc/smtpd.conf", 15),
}


@pytest.mark.parametrize("said", SAID)
def test_a_fault_has_words_file_and_line(said: str) -> None:
    """Each server's own way to say it."""
    assert fault_in(said) == SAID[said]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "configuration OK",
        "postconf: warning: /etc/postfix/main.cf: unused parameter: x=y",
        "postfix/postlog: fatal: could not find any active network interfaces",
        "exim: permission denied",
    ],
)
def test_words_without_a_line_are_no_fault_of_a_file(said: str) -> None:
    """Warnings, good ends, and what lies elsewhere."""
    assert fault_in(said) is None
