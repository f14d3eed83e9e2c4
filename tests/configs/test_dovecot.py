"""Where Dovecot's accounts lie, in the words of 2.3 and of 2.4."""

from __future__ import annotations

from mailmend.configs.dovecot import account_files, other_account_sources, parse_dovecot

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
