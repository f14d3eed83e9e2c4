"""The way of mail for others as it is seen on a server with Postfix."""

from __future__ import annotations

from mailmend.configs.postfix import parse_postfix
from mailmend.facts import MailRoute
from mailmend.probes.server.host import View
from mailmend.probes.server.postfix_route import postfix_routes
from mailmend.world import CommandResult
from tests.configs.test_postfix_route import MAIN, MASTER
from tests.probes.server.shell import Scripted, host, run

PATH = "/etc/postfix/transport"
TABLE = f"transport_maps = hash:{PATH}\n"
HERE = '[{"addr_info": [{"local": "198.51.100.10", "scope": "global"}]}]'
NO = CommandResult(1)
Outputs = dict[str, str | CommandResult]


def routes(
    main: str = "",
    outputs: Outputs | None = None,
    source: str = "",
    *,
    master: str = MASTER,
    recipient: str = "",
) -> list[MailRoute]:
    """The ways that are seen with that configuration, those answers and that table."""
    given: Outputs = {
        "ip -j address": HERE,
        "ss -ltnH": "LISTEN 0 1 127.0.0.1:10025 0.0.0.0:*\n",
        f"postmap -q * hash:{PATH}": NO,
        f"postmap -q bob@b.example hash:{PATH}": NO,
        f"postmap -q b.example hash:{PATH}": NO,
        f"postmap -q .example hash:{PATH}": NO,
        **(outputs or {}),
    }
    shell = Scripted(given, {PATH: source})
    view = View(recipient=recipient)
    return run(postfix_routes(host(shell), parse_postfix("", MAIN + main, master), view))


def told(found: list[MailRoute]) -> list[tuple[str, str, str]]:
    """Domain, problem and place of each way."""
    return [(one.domain, one.problem, one.place) for one in found]


def test_the_usual_way_is_in_order() -> None:
    """And an alive next hop on the server itself."""
    assert told(routes()) == [("", "", "/etc/postfix/main.cf:2")]
    assert told(routes("relayhost = [127.0.0.1]:10025\n"))[0][1] == ""


def test_a_port_of_the_server_on_which_nobody_listens_is_silent() -> None:
    """By the relay host, or by the entry for everybody."""
    assert told(routes("relayhost = [127.0.0.1]:10026\n")) == [
        ("", "silent", "/etc/postfix/main.cf:3")
    ]
    entry: Outputs = {f"postmap -q * hash:{PATH}": "smtp:[127.0.0.1]:10026\n"}
    source = "# all\n* smtp:[127.0.0.1]:10026\n"
    assert told(routes(TABLE, entry, source)) == [("", "silent", f"{PATH}:2")]


def test_the_entry_of_the_recipients_domain_is_about_that_domain() -> None:
    """With its line; a circle that is for another domain is told beside the right way."""
    entry: Outputs = {f"postmap -q b.example hash:{PATH}": "smtp:[127.0.0.1]\n"}
    source = "a.example smtp:[mx.a.example]\nb.example smtp:[127.0.0.1]\n"
    mine = routes(TABLE, entry, source, recipient="bob@b.example")
    assert told(mine) == [("b.example", "loops", f"{PATH}:2")]
    other = routes(TABLE, {}, source)
    assert told(other) == [("", "", "/etc/postfix/main.cf:2"), ("b.example", "loops", f"{PATH}:2")]


def test_a_service_that_is_a_comment_is_named_with_its_line() -> None:
    """The transport itself, or one that every message needs; a held one by its setting."""
    without = MASTER.replace("\nsmtp unix", "\n#smtp unix")
    assert told(routes(master=without)) == [("", "no-such-service", "/etc/postfix/master.cf:7")]
    tidy = MASTER.replace("cleanup unix", "#cleanup unix")
    assert told(routes(master=tidy)) == [("", "no-such-service", "/etc/postfix/master.cf:2")]
    held = routes("defer_transports = smtp\n")
    assert [(one.problem, one.setting, one.line) for one in held] == [
        ("held-back", "defer_transports", 3)
    ]
