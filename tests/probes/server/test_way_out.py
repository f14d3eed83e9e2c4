"""The way out of Exim and OpenSMTPD, and whether a login for it is on file."""

from __future__ import annotations

import pytest

from mailmend.configs.exim import parse_exim
from mailmend.configs.exim_files import assembled
from mailmend.facts import Upstream
from mailmend.probes.server.exim_source import EximHere
from mailmend.probes.server.way_out import (
    PASSWORDS,
    exim_upstream,
    opensmtpd_upstream,
    way_of,
)
from mailmend.world import CommandResult
from tests.configs.test_exim_routers import DEBIAN
from tests.probes.server.shell import Scripted, host, run

LOGIN = "begin authenticators\ncram:\n  driver = cram_md5\n  client_name = x\n"
PATH = "/etc/exim4/exim4.conf"
LABEL = "^(smtp\\.relay\\.example|\\*)[[:space:]:]"


def by_exim(
    conf: str, outputs: dict[str, str | CommandResult], files: dict[str, str]
) -> Upstream | None:
    """What that configuration hands mail on to."""
    here = EximHere(
        host=host(Scripted(outputs, files)),
        program="exim",
        path=PATH,
        source=assembled(PATH, {PATH: conf}),
        printed=conf,
        config=parse_exim(conf),
    )
    return run(exim_upstream(here))


@pytest.mark.parametrize(("status", "found"), [(0, "given"), (1, ""), (2, "unknown")])
def test_debians_file_of_logins_has_a_line_for_the_host_or_not(status: int, found: str) -> None:
    """It is asked there, and nothing of it is shown."""
    asked: dict[str, str | CommandResult] = {
        f"grep -qiE -- {LABEL} {PASSWORDS}": CommandResult(status)
    }
    upstream = by_exim(DEBIAN + LOGIN, asked, {PASSWORDS: "x"})
    assert upstream is not None
    assert (upstream.host, upstream.port, upstream.credentials) == (
        "smtp.relay.example",
        587,
        found,
    )
    assert upstream.place == f"{PATH}:12"


def test_no_login_is_looked_for_without_an_authenticator_for_one() -> None:
    """The smart host trusts the address."""
    upstream = by_exim(DEBIAN, {}, {})
    assert upstream is not None
    assert upstream.credentials == ""
    assert by_exim("begin routers\n", {}, {}) is None


def test_opensmtpd_names_its_relay_host_and_a_table_of_logins() -> None:
    """By a label."""
    text = (
        'table secrets file:/etc/mail/secrets\n# action "x" relay host smtp://old.example\n'
        'action "out" relay host smtp+tls://me@smtp.relay.example:587 auth <secrets>\n'
    )
    shell = Scripted(
        {"grep -qiE -- ^(me|\\*)[[:space:]:] /etc/mail/secrets": ""}, {"/etc/mail/secrets": "x"}
    )
    found = run(opensmtpd_upstream(host(shell), "/etc/smtpd.conf", text))
    assert found is not None
    assert (found.host, found.port, found.credentials) == ("smtp.relay.example", 587, "given")
    assert found.place == "/etc/smtpd.conf:3"
    plain = run(opensmtpd_upstream(host(shell), "/x", 'action "out" relay helo mail.test\n'))
    assert plain is None


@pytest.mark.parametrize(
    ("name", "port", "problem"),
    [
        ("127.0.0.1", 10026, "silent"),
        ("localhost", 25, "loops"),
        ("127.0.0.1", None, "loops"),
        ("127.0.0.1", 10025, ""),
    ],
)
def test_a_next_hop_on_the_server_itself_is_looked_at(
    name: str, port: int | None, problem: str
) -> None:
    """Whether anybody listens there, and whether that is the mail server again."""
    listening = "LISTEN 0 1 127.0.0.1:10025 *:*\nLISTEN 0 1 *:25 *:*\n"
    upstream = Upstream(host=name, port=port, file=PATH, line=9, setting="route_list")
    (way,) = run(way_of(host(Scripted({"ss -ltnH": listening})), upstream))
    assert (way.problem, way.place) == (problem, f"{PATH}:9")


def test_a_next_hop_elsewhere_is_not_looked_at_and_none_at_all_is_told() -> None:
    """None where there is a way for every domain of its own."""
    shell = host(Scripted({"ss -ltnH": "LISTEN 0 1 *:25 *:*\n"}))
    assert run(way_of(shell, Upstream(host="smtp.relay.example", port=25))) == []
    assert run(way_of(shell, None)) == []
    (nowhere,) = run(way_of(shell, None, routed=False, place=PATH))
    assert (nowhere.problem, nowhere.file) == ("no-such-service", PATH)
