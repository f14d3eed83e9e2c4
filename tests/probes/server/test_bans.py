"""Bans of the client, wherever the server keeps them."""

from __future__ import annotations

from mailmend.facts import Ban
from mailmend.probes.server.bans import observe_bans
from mailmend.probes.server.host import View
from mailmend.world import CommandResult
from tests.configs.test_ban_lists import BLACK, BRUTES, CLIENT, DENY, TEMP, WHITE
from tests.probes.server.shell import Scripted, host, run

WHM = "whmapi1 --output=json"


def bans(
    outputs: dict[str, str | CommandResult],
    files: dict[str, str] | None = None,
    client: str = CLIENT,
) -> list[tuple[str, str, str]]:
    """Program, list and place of each ban."""
    found = run(observe_bans(host(Scripted(outputs, files)), View(client=client)))
    return [(one.software, one.jail, one.place) for one in found if isinstance(one, Ban)]


def test_a_jail_of_fail2ban() -> None:
    """Only those that hold the client."""
    outputs: dict[str, str | CommandResult] = {
        "fail2ban-client status": "Status\n`- Jail list:\tpostfix, sshd\n",
        "fail2ban-client status postfix": f"`- Banned IP list:\t{CLIENT}\n",
        "fail2ban-client status sshd": "`- Banned IP list:\t192.0.2.1\n",
    }
    assert bans(outputs) == [("fail2ban", "postfix", "")]


def test_every_address_of_the_client_is_looked_for() -> None:
    """Each with its own ban."""
    outputs: dict[str, str | CommandResult] = {
        "fail2ban-client status": "Status\n`- Jail list:\tpostfix\n",
        "fail2ban-client status postfix": "`- Banned IP list:\t192.0.2.7 2001:db8::7\n",
    }
    view = View(client="192.0.2.7", further=("2001:db8::7", "192.0.2.7", "2001:db8::9"))
    found = run(observe_bans(host(Scripted(outputs)), view))
    assert [one.address for one in found if isinstance(one, Ban)] == ["192.0.2.7", "2001:db8::7"]


def test_the_lists_of_csf() -> None:
    """With the line; the temporary one too."""
    files = {"/etc/csf/csf.deny": DENY, "/var/lib/csf/csf.tempban": TEMP}
    assert bans({}, files) == [
        ("csf", "csf.deny", "/etc/csf/csf.deny:5"),
        ("csf", "csf.tempban", "/var/lib/csf/csf.tempban:1"),
    ]
    assert bans({}, {"/etc/csf/csf.deny": "# nobody\n"}) == []


def test_the_lists_of_cphulk() -> None:
    """The black list, and those whose logins failed too often."""
    outputs: dict[str, str | CommandResult] = {
        f"{WHM} read_cphulk_records list_name=black": BLACK,
        f"{WHM} get_cphulk_brutes": BRUTES,
        f"{WHM} get_cphulk_excessive_brutes": WHITE,
    }
    assert bans(outputs) == [("cphulk", "black list", ""), ("cphulk", "brutes", "")]


def test_nobody_is_banned_where_the_client_is_not_known_or_no_list_is_kept() -> None:
    """And no list is read for nothing."""
    there = host(Scripted({}, {"/etc/csf/csf.deny": DENY}))
    assert run(observe_bans(there, View())) == []
    assert there.commands == []
    assert bans({}) == []


def test_a_route_that_leads_nowhere() -> None:
    """For the client alone; everybody else's way is another."""
    routes = f'[{{"dst": "default", "dev": "e"}}, {{"type": "blackhole", "dst": "{CLIENT}"}}]'
    outputs: dict[str, str | CommandResult] = {"ip -4 -j route show": routes}
    assert bans(outputs) == [("ip route", f"blackhole {CLIENT}/32", "")]
    assert bans(outputs, client="192.0.2.9") == []
