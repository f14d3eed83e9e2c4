"""Tables in a database of the server: whether it is there, and never its login."""

from __future__ import annotations

from mailmend.configs.postfix import parse_postfix
from mailmend.facts import LookupTable
from mailmend.probes.server.postfix_databases import postfix_databases
from mailmend.world import CommandResult
from tests.probes.server.shell import Scripted, host, run

MAIN = """virtual_mailbox_domains = proxy:mysql:/etc/postfix/domains.cf
virtual_alias_maps = mysql:/etc/postfix/aliases.cf, hash:/etc/aliases
transport_maps = ldap:/etc/postfix/routes.cf
"""
FILES = {
    "/etc/postfix/domains.cf": "x",
    "/etc/postfix/aliases.cf": "x",
    "/etc/postfix/routes.cf": "x",
}
LISTENING = "LISTEN 0 1 127.0.0.1:3306 0.0.0.0:*\n"


def seen(
    listening: str, files: dict[str, str], ldap: str = "server_host = 127.0.0.1\n"
) -> dict[str, LookupTable]:
    """The tables by setting."""
    outputs: dict[str, str | CommandResult] = {
        "ss -ltnH": listening,
        "ss -lxH": "u_str LISTEN 0 1 /run/other 1 * 0\n",
        "cat -- /etc/postfix/domains.cf": "hosts = 127.0.0.1\n",
        "cat -- /etc/postfix/aliases.cf": "hosts = localhost\n",
        "cat -- /etc/postfix/routes.cf": ldap,
    }
    found = run(postfix_databases(host(Scripted(outputs, files)), parse_postfix("", MAIN, "")))
    return {one.setting: one for one in found}


def test_a_database_that_is_not_listened_on_is_unreachable() -> None:
    """With what stops for it, and the line of the setting."""
    tables = seen(LISTENING, FILES)
    assert {name: one.problem for name, one in tables.items()} == {
        "virtual_mailbox_domains": "",
        "virtual_alias_maps": "",
        "transport_maps": "unreachable",
    }
    assert tables["transport_maps"].stops == "sending"
    assert tables["transport_maps"].place == "/etc/postfix/main.cf:3"
    assert seen("", FILES)["virtual_alias_maps"].problem == "unreachable"


def test_a_database_on_another_machine_is_not_judged() -> None:
    """It cannot be seen from its listeners here."""
    assert "transport_maps" not in seen(LISTENING, FILES, "server_host = ldap.example\n")


def test_a_file_that_is_not_there() -> None:
    """Postfix cannot ask anybody then."""
    assert seen(LISTENING, {})["virtual_alias_maps"].problem == "missing"


def test_no_login_leaves_the_server() -> None:
    """Only lines that name hosts."""
    there = host(Scripted({"ss -ltnH": LISTENING}, FILES))
    run(postfix_databases(there, parse_postfix("", MAIN, "")))
    about = [one for one in there.commands if ".cf" in one and not one.startswith("stat")]
    assert about
    assert all("grep -aE" in one and "server_host" in one for one in about)
