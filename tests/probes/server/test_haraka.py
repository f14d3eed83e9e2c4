"""Haraka on a server, by its process and its folder; no file that holds passwords is read."""

from __future__ import annotations

from mailmend.facts import Facts, MailServer, SubmissionService
from mailmend.probes.server.haraka import observe_haraka
from tests.probes.server.shell import Scripted, host, run

INI = "listen=0.0.0.0:25,0.0.0.0:587,0.0.0.0:465,127.0.0.1:2525\n"
FILES = {
    "/srv/mx/config/smtp.ini": INI,
    "/srv/mx/config/plugins": "tls\nauth/flat_file\nqueue/smtp_forward\n",
}
RUNNING = {"ps -eo args": "node /usr/bin/haraka -c /srv/mx\n"}


def test_a_running_haraka_is_found_by_its_process() -> None:
    """With the folder that it was started with."""
    there = host(Scripted({**RUNNING}, FILES))
    facts = Facts(run(observe_haraka(there)))
    (server,) = facts.of(MailServer)
    assert (server.software, server.running) == ("haraka", True)
    services = {one.port: (one.security, one.login) for one in facts.of(SubmissionService)}
    assert services == {25: ("starttls", True), 587: ("starttls", True), 465: ("tls", True)}
    assert {one.place for one in facts.of(SubmissionService)} == {"/srv/mx/config/plugins:2"}
    assert not any("auth_flat_file.ini" in command for command in there.commands)


def test_without_tls_it_announces_no_login() -> None:
    """The plugin for logins is named all the same."""
    files = {**FILES, "/srv/mx/config/plugins": "auth/flat_file\n"}
    services = Facts(run(observe_haraka(host(Scripted({**RUNNING}, files))))).of(SubmissionService)
    assert {one.login for one in services} == {False}


def test_where_there_is_none_nothing_is_said() -> None:
    """Neither process nor files."""
    assert run(observe_haraka(host(Scripted({})))) == []
