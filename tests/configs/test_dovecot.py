"""Where Dovecot's accounts lie, in the words of 2.3 and of 2.4."""

from __future__ import annotations

from mailmend.configs.dovecot import (
    account_files,
    database_endpoints,
    deny_lists,
    login_user,
    other_account_sources,
    parse_dovecot,
)

OLD = """# 2.3.19.1
passdb {
  args = scheme=SSHA256 username_format=%u /etc/dovecot/users
  driver = passwd-file
}
passdb {
  driver = passwd-file
  deny = yes
  args = /etc/dovecot/denied
}
passdb {
  driver = passwd-file
  args = /etc/dovecot/denied-%s
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
  }
}
"""
NEW = """passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
passdb sql {
  query = SELECT 1
}
"""


def test_password_files_are_found_in_both_versions() -> None:
    """Deny lists and paths by user or service are no list of accounts."""
    assert account_files(parse_dovecot(OLD)) == ("/etc/dovecot/users",)
    assert account_files(parse_dovecot(NEW)) == ("/etc/dovecot/users",)


def test_other_sources_of_accounts_are_named() -> None:
    """A missing file is not all then."""
    assert other_account_sources(parse_dovecot(OLD)) == ()
    assert other_account_sources(parse_dovecot(NEW)) == ("sql",)


def test_blocks_in_blocks_are_kept_apart() -> None:
    """Settings belong to the innermost block."""
    root = parse_dovecot(OLD)
    (listener,) = root.every("unix_listener")
    assert (listener.label, listener.settings) == (
        "/var/spool/postfix/private/auth",
        {"mode": "0660"},
    )


def test_broken_texts_end_well() -> None:
    """Too many brackets, in both directions."""
    assert account_files(parse_dovecot("}\n}\n" + "a {\n" * 5000)) == ()


def test_the_user_of_the_login_service() -> None:
    """As named for the service auth, else the internal user; another service's is none."""
    assert login_user(parse_dovecot("")) == "dovecot"
    assert login_user(parse_dovecot("default_internal_user = mailsys\n")) == "mailsys"
    named = "service auth {\n  user = root\n}\nservice imap {\n  user = vmail\n}\n"
    assert login_user(parse_dovecot(named)) == "root"
    assert login_user(parse_dovecot("service auth {\n  user = $x\n}\n")) == "dovecot"


def test_lists_of_those_who_may_not_log_in() -> None:
    """Only those of a passdb that denies, and that lie in one file for all."""
    text = (
        "passdb {\n  driver = passwd-file\n  args = /etc/dovecot/deny\n  deny = yes\n}\n"
        "passdb {\n  driver = passwd-file\n  args = /etc/dovecot/deny.%s\n  deny = yes\n}\n"
        "passdb {\n  driver = passwd-file\n  args = username_format=%u /etc/dovecot/users\n}\n"
    )
    assert deny_lists(parse_dovecot(text)) == ("/etc/dovecot/deny",)


def test_hosts_of_a_directory_and_a_socket_of_a_database() -> None:
    """As Dovecot writes them."""
    assert database_endpoints("ldap", "3:uris = ldap://127.0.0.1\n") == (("127.0.0.1:389",),)
    assert database_endpoints("ldap", "3:hosts = ldap.example.org\n") == (
        ("ldap.example.org:389",),
    )
    rows = "1:driver = mysql\n2:host=/run/mysqld/mysqld.sock\n"
    assert database_endpoints("sql", rows) == (("/run/mysqld/mysqld.sock",),)
    assert database_endpoints("sql", "1:driver = pgsql\n2:host=/run/postgresql\n") == ()
