"""Configurations that others ship and that work: the logged-in pass them, strangers do not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mailmend.configs.opensmtpd import parse_opensmtpd
from mailmend.configs.postfix import Postfix, parse_postfix
from mailmend.configs.postfix_asking import Envelope
from mailmend.configs.postfix_domains import Question
from mailmend.configs.postfix_rules import Ruling, rule

FIXTURES = Path(__file__).parents[1] / "fixtures" / "configs"
ALICE = Envelope(
    client="203.0.113.9",
    helo="smtpclient.apple",
    sender="alice@customer.example",
    login="alice@customer.example",
    recipient="bob@elsewhere.example",
)
POSTFIX = {
    "docker-mailserver": ("main.cf", "master.cf", {"587", "465"}),
    "chatmail-relay": ("main.cf.j2", "master.cf.j2", {"587", "465"}),
    "modoboa-installer": ("main.cf.tpl", "master.cf.tpl", {"587"}),
    "mailu": ("main.cf", "master.cf", {"10025"}),
}


def filled(project: str, name: str) -> str:
    """The file with its template's marks filled in, every option of the template on."""
    text = (FIXTURES / project / name).read_text("utf-8")
    text = re.sub(r"(?m)^\s*\{%.*%\}\s*\n", "", text)
    text = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", text)
    text = re.sub(r"%\{\w+_enabled\}", "", re.sub(r"\{\{.*?\}\}", "100", text))
    return re.sub(r"%\{\w+\}", "100", text)


def shipped(project: str) -> Postfix:
    """The project's Postfix; its set-up names the owners of senders in a table."""
    main, master, _ = POSTFIX[project]
    text = f"{filled(project, main)}\nsmtpd_sender_login_maps = pcre:/owners\n"
    return parse_postfix("", text, filled(project, master))


def ruled(postfix: Postfix, port: int, envelope: Envelope) -> Ruling:
    """What the rules of the service on that port come to on a sound server."""
    service = next(one for one in postfix.listeners() if one.port == port)
    answered: dict[Question, str | bool | None] = {}
    for _ in range(8):
        ruling = rule(postfix, service, envelope, answered)
        for asked in ruling.questions:
            owner = "alice@customer.example" if asked.where == "pcre:/owners" else ""
            answered[asked] = owner if asked.kind == "table" else asked.kind != "listed"
    return ruling


@pytest.mark.parametrize("project", POSTFIX)
def test_the_logged_in_pass_and_strangers_do_not(project: str) -> None:
    """On every port that the project serves people on."""
    postfix = shipped(project)
    for port in POSTFIX[project][2]:
        assert ruled(postfix, int(port), ALICE).outcome == "permit"
        stranger = ruled(postfix, int(port), replace(ALICE, login=""))
        assert stranger.outcome in {"reject", "defer"}


@pytest.mark.parametrize("project", POSTFIX)
def test_every_setting_that_refuses_strangers_is_found_in_its_file(project: str) -> None:
    """The line that is named holds the setting."""
    postfix = shipped(project)
    main, master, _ = POSTFIX[project]
    port = min(map(int, POSTFIX[project][2]))
    service = next(one for one in postfix.listeners() if one.port == port)
    parameter = ruled(postfix, port, replace(ALICE, login="")).parameter
    place = postfix.place(parameter, service)
    text = filled(project, master if place.file.endswith("master.cf") else main)
    assert parameter in text.splitlines()[place.line - 1]


def test_opensmtpd_as_shipped_serves_its_own_machine_only() -> None:
    """One listener on localhost, and nobody logs in."""
    text = (FIXTURES / "opensmtpd" / "smtpd.conf").read_text("utf-8")
    config = parse_opensmtpd(text)
    assert [(one.interface, one.port, one.login) for one in config.listens] == [
        ("localhost", 25, False)
    ]
