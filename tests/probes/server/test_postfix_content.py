"""Header checks that refuse what every phone writes."""

from __future__ import annotations

import pytest

from mailmend.configs.postfix import parse_postfix
from mailmend.probes.server.host import View
from mailmend.probes.server.postfix_content import refused_header
from mailmend.world import CommandResult
from tests.probes.server.shell import Scripted, host, run

TABLE = "regexp:/etc/postfix/headers"
MASTER = "submission inet n - y - - smtpd\n{}cleanup unix n - y - 0 cleanup{}\n"
VIEW = View(client="203.0.113.9", sender="alice@customer.test")
REFUSED = "Subject: Hello\tREJECT no subjects\n"


def refusal(
    answer: str, service: str = "", cleanup: str = "", table: str = TABLE
) -> tuple[str, str, str] | None:
    """What is refused where the table answers so."""
    shell = Scripted({f"postmap -q - {table}": CommandResult(0 if answer else 1, answer)})
    master = MASTER.format(service, cleanup)
    postfix = parse_postfix("", f"header_checks = {table}\n", master)
    found = run(refused_header(host(shell), postfix, postfix.services[0], VIEW))
    assert "alice@customer.test" in str(shell.given) or found is None
    return found


@pytest.mark.parametrize("action", ["REJECT no subjects", "reject", "550 5.7.1 no", "451 later"])
def test_a_header_of_every_phone_that_is_refused_is_told(action: str) -> None:
    """With the table's own words."""
    found = refusal(f"Mime-Version: 1.0 (1.0)\tIGNORE\nSubject: Hello\t{action}\n")
    assert found == (TABLE, "Subject: Hello", action)


@pytest.mark.parametrize(
    "answer", ["", "Subject: Hello\tIGNORE\n", "Subject: Hello\tPREPEND X: reject\n"]
)
def test_other_actions_refuse_nothing(answer: str) -> None:
    """Nor does a table without an entry."""
    assert refusal(answer) is None


def test_a_service_with_checks_of_its_own_is_left_alone() -> None:
    """By another cleanup, options of it, or none at all; and tables that hold no patterns."""
    assert refusal(REFUSED, "  -o cleanup_service_name=other\n") is None
    assert refusal(REFUSED, "  -o receive_override_options=no_header_body_checks\n") is None
    assert refusal(REFUSED, cleanup="\n  -o header_checks=") is None
    assert refusal(REFUSED, table="hash:/etc/postfix/headers") is None
