"""Tables that Postfix names: there, compiled, and not older than what they were made from."""

from __future__ import annotations

from mailmend.configs.postfix import parse_postfix
from mailmend.facts import LookupTable
from mailmend.probes.server.postfix_tables import postfix_tables
from tests.probes.server.shell import Scripted, host, run

MAIN = """smtpd_sender_login_maps = hash:/etc/postfix/owners
transport_maps = proxy:hash:/etc/postfix/transport, mysql:/etc/postfix/transport.cf
alias_maps = hash:/etc/aliases
smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd
"""
MASTER = """submission inet n - y - - smtpd
  -o smtpd_sender_restrictions=check_sender_access,regexp:/etc/postfix/senders
"""


def tables(*paths: str, changed: dict[str, int] | None = None) -> dict[str, LookupTable]:
    """What is seen of each table, with these files there."""
    shell = Scripted({}, dict.fromkeys(paths, "x"))
    shell.changed = changed or {}
    found = run(postfix_tables(host(shell), parse_postfix("", MAIN, MASTER)))
    return {one.path: one for one in found}


def test_each_table_with_its_setting_and_line() -> None:
    """In main.cf and in a listener's overrides; a database on another server is none."""
    found = tables("/etc/postfix/owners", "/etc/postfix/owners.db")
    assert set(found) == {
        *("/etc/postfix/owners", "/etc/postfix/transport", "/etc/aliases"),
        *("/etc/postfix/sasl_passwd", "/etc/postfix/senders"),
    }
    assert found["/etc/postfix/transport"].place == "/etc/postfix/main.cf:2"
    assert found["/etc/postfix/senders"].place == "/etc/postfix/master.cf:2"


def test_a_table_is_missing_or_not_compiled_or_old() -> None:
    """By its own kind: a regexp table is its own source."""
    there = ("/etc/postfix/owners", "/etc/postfix/transport", "/etc/postfix/transport.db")
    found = tables(*there, "/etc/postfix/senders", changed={"/etc/postfix/transport": 1700000001})
    assert {path: one.problem for path, one in found.items()} == {
        "/etc/postfix/owners": "not-compiled",
        "/etc/postfix/transport": "older-than-source",
        "/etc/aliases": "missing",
        "/etc/postfix/sasl_passwd": "missing",
        "/etc/postfix/senders": "",
    }


def test_a_compiled_table_without_its_source_can_be_looked_up() -> None:
    """Some keep the source elsewhere."""
    assert tables("/etc/postfix/owners.db")["/etc/postfix/owners"].problem == ""


def test_what_stops_without_a_table_depends_on_who_asks_it() -> None:
    """Tried on Postfix 3.7: cleanup puts a message off, trivial-rewrite lets it wait."""
    main = """virtual_alias_maps = hash:/etc/postfix/virtual
header_checks = regexp:/etc/postfix/headers
transport_maps = hash:/etc/postfix/transport
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
smtpd_sender_login_maps = hash:/etc/postfix/owners
alias_maps = hash:/etc/aliases
smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd
"""

    def stopped(text: str) -> dict[str, str]:
        postfix = parse_postfix("", text, "")
        found = run(postfix_tables(host(Scripted({})), postfix))
        return {one.setting: one.stops for one in found if one.stops}

    usual = {"virtual_alias_maps": "taking", "header_checks": "taking", "transport_maps": "sending"}
    assert stopped(main) == usual
    login = "smtp_sasl_auth_enable = yes\n"
    assert stopped(main + login) == {**usual, "smtp_sasl_password_maps": "sending"}
