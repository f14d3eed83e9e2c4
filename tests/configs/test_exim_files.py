"""Exim's files as one text, with the place of every line."""

from __future__ import annotations

from mailmend.configs.exim_files import assembled, includes, is_inside
from mailmend.configs.postfix import Place

MAIN = "/etc/exim4/exim4.conf"
FILES = {
    MAIN: """.include /etc/exim4/macros.conf
acl_smtp_rcpt = check
begin acl
check:
  .include_if_exists acl/relay.acl
  accept authenticated = *
""",
    "/etc/exim4/macros.conf": "DOMAINS = +local_domains\nRELAYED = DOMAINS : +relay_to_domains\n",
    "/etc/exim4/acl/relay.acl": "  deny message = no\n       !domains = RELAYED",
}


def test_includes_stand_in_their_place() -> None:
    """Absolute, or below the main file's folder."""
    source = assembled(MAIN, FILES)
    lines = source.text.split("\n")
    at = lines.index("  deny message = no") + 1
    assert source.place(at) == Place("/etc/exim4/acl/relay.acl", 1)
    accept = lines.index("  accept authenticated = *") + 1
    assert source.place(accept) == Place(MAIN, 6)
    assert source.place(0) == Place("/etc/exim4/macros.conf", 0) or source.place(0).line == 0


def test_macros_are_put_in_where_they_are_used() -> None:
    """One within another too; their definitions stay."""
    text = assembled(MAIN, FILES).text
    assert "!domains = +local_domains : +relay_to_domains" in text
    assert "DOMAINS = +local_domains" in text


def test_a_file_that_includes_itself_comes_to_an_end() -> None:
    """And a missing one is left as it is named."""
    loop = {"/etc/x": "a\n.include /etc/x\nb\n.include /etc/gone\n"}
    source = assembled("/etc/x", loop)
    assert source.text.count("a") < 20
    assert ".include /etc/gone" in source.text


def test_macros_that_name_themselves_come_to_an_end() -> None:
    """However much they would grow."""
    text = "A = A A A A A A A A A A A A\nbegin acl\nx:\n" + "deny message = A\n" * 10
    assert len(assembled("/etc/x", {"/etc/x": text}).text) < 500_000


def test_which_files_are_named_and_which_may_be_read() -> None:
    """No way out of the configuration's own folders."""
    assert includes(".include one\n#.include two\n.include_if_exists /etc/three\n", "/etc/e") == (
        "/etc/e/one",
        "/etc/three",
    )
    assert is_inside("/etc/exim4/x", "/etc/exim4")
    assert is_inside("/opt/exim/conf/x", "/opt/exim/conf")
    assert not is_inside("/etc/exim4/../shadow", "/etc/exim4")
    assert not is_inside("/root/.ssh/id", "/etc/exim4")
