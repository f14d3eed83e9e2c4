"""OpenSMTPD on the server: its services, its match lines and its certificate files."""

from __future__ import annotations

import re

from mailmend.configs.opensmtpd import Listen, OpenSmtpd, parse_opensmtpd, rejects, relays_for_login
from mailmend.configs.postfix import Place
from mailmend.facts import (
    Fact,
    MailServer,
    NotObserved,
    RestrictionTrace,
    ServerAccount,
    ServerFile,
    SubmissionService,
)
from mailmend.probes.server.checker import with_fault
from mailmend.probes.server.host import MISSING, Host, View
from mailmend.probes.server.queue import opensmtpd_waiting
from mailmend.probes.server.storage import Problem, Role, server_file
from mailmend.probes.server.way_out import opensmtpd_upstream, way_of

SOFTWARE = "opensmtpd"
FILES = ("/etc/smtpd.conf", "/etc/mail/smtpd.conf", "/etc/opensmtpd/smtpd.conf")


async def observe_opensmtpd(host: Host, view: View) -> list[Fact]:
    """The facts of OpenSMTPD, or none where it is not installed."""
    if (await host.run("smtpctl", "show", "status")).status == MISSING:
        return []
    for path in FILES:
        state = await host.stat(path)
        text = await host.read(path) if state.exists else None
        if text is not None:
            facts = await _observed(host, view, path, parse_opensmtpd(text))
            broken = any(isinstance(one, MailServer) and one.fault for one in facts)
            return facts if broken else [*facts, *await _way(host, path, text)]
    return [NotObserved(what="mail-server", target="smtpd.conf", why="it cannot be read")]


async def _way(host: Host, path: str, text: str) -> list[Fact]:
    """The next server, and what is wrong with the way to it."""
    upstream = await opensmtpd_upstream(host, path, text)
    return [*([upstream] if upstream else []), *await way_of(host, upstream)]


async def _observed(host: Host, view: View, path: str, config: OpenSmtpd) -> list[Fact]:
    listening = await host.listeners()
    ports = {one.port for one in config.listens}
    running = None if listening is None else any(port in ports for _, port in listening)
    server = MailServer(source="ss -ltn", software=SOFTWARE, running=running, file=path)
    if running is False:
        server = with_fault(server, (await host.run("smtpd", "-n")).stderr)
    if server.fault:
        return [server, await opensmtpd_waiting(host, view.sender)]
    facts: list[Fact] = [server]
    outward = [one for one in config.listens if not one.loopback]
    inward = {one.port: one.line for one in config.listens if one.loopback}
    first: dict[int, Listen] = {}
    for one in outward:
        first.setdefault(one.port, one)
    facts += [_service(one, path) for one in first.values()]
    if not config.included:
        facts += [
            SubmissionService(
                source=path,
                software=SOFTWARE,
                name=str(port),
                port=port,
                enabled=False,
                file=path,
                line=inward.get(port, 0),
            )
            for port in (587, 465)
            if port not in first
        ]
    facts += [_trace(one, config, path, view) for one in first.values() if one.login]
    for role, file, line in config.certificates:
        facts += await _file(host, role, file, Place(path, line))
    facts += await _accounts(host, config, Place(path), view)
    return [*facts, await opensmtpd_waiting(host, view.sender)]


async def _accounts(host: Host, config: OpenSmtpd, place: Place, view: View) -> list[Fact]:
    """The files that logins are looked up in, and whether they have a line for the login."""
    facts: list[Fact] = []
    for name, path, line in config.tables:
        ports = tuple({one.port for one in config.listens if one.accounts == name})
        state = await host.stat(path) if ports else None
        if state is None or state.exists is None:
            continue
        problem: Problem = "missing" if not state.exists else "" if state.size else "empty"
        facts.append(
            ServerFile(
                source=f"stat {path}",
                software=SOFTWARE,
                role="accounts",
                path=path,
                problem=problem,
                ports=ports,
                setting=f"table {name}",
                file=place.file,
                line=line,
            )
        )
        facts += [] if problem else await _listed(host, path, view)
    return facts


async def _listed(host: Host, path: str, view: View) -> list[Fact]:
    """Whether the file lists the login; nobody is named where the mailbox is not known."""
    if not view.address or not view.login or not re.fullmatch(r"[\w.@+-]{1,254}", view.login):
        return []
    wanted = rf"^{re.escape(view.login)}[[:space:]:]"
    found = await host.silently("grep", "-qiE", "--", wanted, path)
    if found.status not in {0, 1}:
        return []
    known = found.status == 0
    account = ServerAccount(
        source=f"grep {path}", software=SOFTWARE, file=path, address=view.login, known=known
    )
    return [account]


def _service(listen: Listen, path: str) -> SubmissionService:
    return SubmissionService(
        source=path,
        software=SOFTWARE,
        name=str(listen.port),
        port=listen.port,
        enabled=True,
        security=listen.security,
        login=listen.login,
        setting="listen on",
        file=path,
        line=listen.line,
    )


def _trace(listen: Listen, config: OpenSmtpd, path: str, view: View) -> RestrictionTrace:
    found = relays_for_login(config)
    refused = found is False or (not isinstance(found, bool) and found and rejects(found))
    matched = found if not isinstance(found, bool) else None
    return RestrictionTrace(
        source=path,
        software=SOFTWARE,
        service=str(listen.port),
        port=listen.port,
        client=view.client,
        sender=view.sender,
        recipient=view.recipient,
        decision="undecided" if found is None else "reject" if refused else "permit",
        rule=matched.text if matched else "no match line fits",
        rule_kind="relay" if refused else "other",
        undecided=("match",) if found is None else (),
        setting="match",
        file=path,
        line=matched.line if matched else 0,
    )


async def _file(host: Host, role: str, path: str, place: Place) -> list[Fact]:
    kind: Role = "certificate" if role == "cert" else "key"
    if not path.startswith("/"):
        return []
    found = await server_file(host, kind, path, software=SOFTWARE, setting="pki", place=place)
    return [found] if found else []
