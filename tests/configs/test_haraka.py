"""Haraka's configuration as shipped, and with logins switched on."""

from __future__ import annotations

from pathlib import Path

from mailmend.configs.haraka import parse_haraka

FIXTURES = Path(__file__).parents[1] / "fixtures" / "configs" / "haraka"
PLUGINS = (FIXTURES / "plugins").read_text("utf-8")
INI = (FIXTURES / "smtp.ini").read_text("utf-8")


def test_as_shipped_it_takes_no_logins_and_listens_on_25() -> None:
    """What stands in comments is off."""
    config = parse_haraka(PLUGINS, INI)
    assert config.listens == (("*", 25, 0),)
    assert not config.takes_logins
    assert [name for name, _ in config.plugins] == [
        "mail_from.is_resolvable",
        "rcpt_to.in_host_list",
        "queue/smtp_forward",
    ]


def test_logins_take_their_plugin_and_tls() -> None:
    """Both, or AUTH is not announced."""
    login = PLUGINS.replace("# auth/flat_file", "auth/flat_file")
    both = login.replace("# tls\n", "tls\n")
    line = PLUGINS.split("\n").index("# auth/flat_file") + 1
    assert parse_haraka(login, INI).login_plugin == ("auth/flat_file", line)
    assert not parse_haraka(login, INI).takes_logins
    assert parse_haraka(both, INI).takes_logins


def test_listeners_are_those_of_the_files_head() -> None:
    """By address and port, in either family."""
    ini = "; listen=127.0.0.1:1\nlisten=[::0]:25,192.0.2.1:587, [::1]:2525\n[main]\nlisten=x:1\n"
    assert parse_haraka("", ini).listens == (
        ("::0", 25, 2),
        ("192.0.2.1", 587, 2),
        ("::1", 2525, 2),
    )
