"""The relay host and whether a login for it is on file, without the login."""

from __future__ import annotations

from mailmend.configs.postfix import parse_postfix
from mailmend.facts import Upstream
from mailmend.probes.server.host import View
from mailmend.probes.server.postfix_way_out import postfix_upstream
from mailmend.world import CommandResult
from tests.probes.server.shell import Scripted, host, run

RELAYED = """relayhost = [mail.relay.example]:587
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd
"""
TABLE = "hash:/etc/postfix/sasl_passwd"
NONE = CommandResult(1)
VIEW = View(sender="alice@customer.test")


def upstream(main: str, outputs: dict[str, str | CommandResult]) -> Upstream | None:
    """The way out of that configuration."""
    postfix = parse_postfix("", main, "smtp inet n - y - - smtpd\n")
    return run(postfix_upstream(host(Scripted(outputs)), postfix, VIEW))


def test_a_server_that_sends_by_itself_has_none() -> None:
    """No relay host, or an empty one."""
    assert upstream("", {}) is None
    assert upstream("relayhost =\ndefault_transport = smtp\n", {}) is None


def test_a_login_is_on_file_by_host_or_by_the_very_words() -> None:
    """Of the answer only its being there is kept."""
    outputs: dict[str, str | CommandResult] = {
        f"postmap -q mail.relay.example {TABLE}": NONE,
        f"postmap -q [mail.relay.example]:587 {TABLE}": "",
        "getent ahosts mail.relay.example": "192.0.2.1 STREAM\n",
    }
    found = upstream(RELAYED, outputs)
    assert found is not None
    assert (found.host, found.port, found.credentials) == ("mail.relay.example", 587, "given")
    assert (found.place, found.resolves) == ("/etc/postfix/main.cf:1", True)


def test_a_table_without_the_host_has_no_login() -> None:
    """It is missing where every question was answered, else unknown."""
    questions = (
        f"postmap -q {key} {TABLE}" for key in ("mail.relay.example", "[mail.relay.example]:587")
    )
    outputs: dict[str, str | CommandResult] = dict.fromkeys(questions, NONE)
    found = upstream(RELAYED, outputs)
    assert found is not None
    assert found.credentials == "missing"
    broken = CommandResult(1, "", "postmap: fatal: open database: No such file or directory")
    found = upstream(RELAYED, {**outputs, f"postmap -q mail.relay.example {TABLE}": broken})
    assert found is not None
    assert found.credentials == "unknown"


def test_no_login_is_asked_for_where_none_is_switched_on() -> None:
    """Relay hosts that trust an address."""
    found = upstream("relayhost = relay.example\n", {})
    assert found is not None
    assert (found.credentials, found.resolves) == ("", None)


def test_the_sender_has_a_relay_host_of_its_own() -> None:
    """By address, then by domain."""
    main = (
        "relayhost = [a.example]\nsender_dependent_relayhost_maps = hash:/etc/postfix/by_sender\n"
    )
    by_domain: dict[str, str | CommandResult] = {
        "postmap -q alice@customer.test hash:/etc/postfix/by_sender": NONE,
        "postmap -q @customer.test hash:/etc/postfix/by_sender": "[b.example]:465\n",
    }
    found = upstream(main, by_domain)
    assert found is not None
    assert (found.host, found.port, found.place) == ("b.example", 465, "/etc/postfix/main.cf:2")


def test_what_the_table_of_logins_says_never_leaves_the_server() -> None:
    """Its output is thrown away there."""
    there = host(Scripted({}))
    postfix = parse_postfix("", RELAYED, "")
    run(postfix_upstream(there, postfix, VIEW))
    asked = [one for one in there.commands if "sasl_passwd" in one]
    assert asked
    assert all(one.startswith("sh -c 'exec \"$@\" >/dev/null' sh postmap") for one in asked)
