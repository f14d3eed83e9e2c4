"""Exim on the server: its services, what its ACLs come to, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mailmend.configs.exim import Exim, line_of, parse_exim, setting_line
from mailmend.configs.exim_acl import AclEnd, Caller, domains_hold, kind_of, walk
from mailmend.configs.postfix import Place
from mailmend.facts import (
    DomainRole,
    Fact,
    Helper,
    MailServer,
    NotObserved,
    RestrictionTrace,
    SubmissionService,
)
from mailmend.probes.server.domains import received_here
from mailmend.probes.server.host import MISSING, Host, View
from mailmend.probes.server.queue import exim_waiting
from mailmend.probes.server.storage import Role, queue_space, server_file

Security = Literal["none", "starttls", "tls"]
SOFTWARE = "exim"
_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3}


async def observe_exim(host: Host, view: View) -> list[Fact]:
    """The facts of Exim, or none where it is not installed or another program uses its name."""
    printed = await host.run("exim", "-bP", "config")
    program = "exim"
    if printed.status == MISSING:
        program, printed = "exim4", await host.run("exim4", "-bP", "config")
    if printed.status == MISSING:
        return []
    if not printed.ok or "begin" not in printed.stdout:
        why = printed.stderr.strip()[:200] or "the configuration was not shown"
        return [NotObserved(what="mail-server", target=f"{program} -bP config", why=why)]
    path = (await host.output(program, "-bP", "configure_file") or "").strip()
    text = await host.read(path) if path.startswith("/") else None
    return await _observed(_Exim(host, program, path, text or "", parse_exim(printed.stdout)), view)


class _Exim:
    """Exim's configuration on that host: as printed, and as its file has it."""

    def __init__(self, host: Host, program: str, path: str, text: str, config: Exim) -> None:
        self.host, self.program, self.path = host, program, path
        self.text, self.config = text, config

    def place(self, setting: str) -> Place:
        """Where a main setting stands."""
        return Place(self.path, setting_line(self.text, setting))

    async def value(self, setting: str) -> str:
        """The value in force, defaults included; empty where it was not told."""
        text = await self.host.output(self.program, "-bP", setting) or ""
        return text.strip().partition("=")[2].strip()


async def _observed(exim: _Exim, view: View) -> list[Fact]:
    listening = await exim.host.listeners()
    ports = exim.config.ports()
    running = None if listening is None else any(port in ports for _, port in listening)
    place = exim.place("daemon_smtp_ports")
    facts: list[Fact] = [
        MailServer(source="ss -ltn", software=SOFTWARE, running=running, file=exim.path)
    ]
    facts += _services(exim, place)
    facts += [_trace(exim, view, port) for port in ports if exim.config.authenticators]
    facts += await _parts(exim)
    facts.append(await exim_waiting(exim.host, exim.program, view.sender))
    return facts + await _domain(exim, view)


def _services(exim: _Exim, place: Place) -> Iterator[SubmissionService]:
    config = exim.config
    offered = config.settings.get("tls_advertise_hosts", "*") != ""
    for port in dict.fromkeys((*config.ports(), 587, 465)):
        enabled = port in config.ports()
        starttls: Security = "starttls" if offered else "none"
        login = bool(config.authenticators) and config.settings.get("auth_advertise_hosts") != ""
        yield SubmissionService(
            source=f"{exim.program} -bP config",
            software=SOFTWARE,
            name=str(port),
            port=port,
            enabled=enabled,
            security="tls" if port in config.tls_ports() else starttls,
            login=login if enabled else None,
            setting="auth_advertise_hosts" if enabled else "daemon_smtp_ports",
            file=place.file,
            line=exim.place("auth_advertise_hosts").line if enabled else place.line,
        )


def _trace(exim: _Exim, view: View, port: int) -> RestrictionTrace:
    caller = Caller(view.client, view.sender, view.login, view.recipient, port)
    end: AclEnd = walk(exim.config, caller)
    refused = end.outcome != "permit"
    line = line_of(end.statement, end.acl, exim.text) if refused else 0
    unsure = bool(end.undecided) and not refused
    return RestrictionTrace(
        source=f"{exim.program} -bP config",
        software=SOFTWARE,
        service=str(port),
        port=port,
        client=view.client,
        sender=view.sender,
        recipient=view.recipient,
        decision="undecided" if unsure else end.outcome,
        rule=str(end.statement) if end.statement else "the end of the list",
        rule_kind=kind_of(end.statement) if refused else "other",
        text=end.statement.message if end.statement else "",
        undecided=end.undecided,
        setting=end.acl,
        file=exim.path,
        line=line,
    )


async def _parts(exim: _Exim) -> list[Fact]:
    facts: list[Fact] = []
    user = await exim.value("exim_user") or "root"
    roles: tuple[tuple[Role, str], ...] = (
        ("certificate", "tls_certificate"),
        ("key", "tls_privatekey"),
    )
    for role, setting in roles:
        path = exim.config.settings.get(setting, "")
        if path.startswith("/") and "$" not in path and ":" not in path:
            facts += await _file(exim, role, setting, user)
    for socket in exim.config.login_sockets:
        answers = await exim.host.answers(socket)
        if answers is not None:
            facts.append(_login(exim, socket, answers))
    return facts + await _space(exim)


async def _file(exim: _Exim, role: Role, setting: str, user: str) -> list[Fact]:
    found = await server_file(
        exim.host,
        role,
        exim.config.settings[setting],
        software=SOFTWARE,
        setting=setting,
        place=exim.place(setting),
        reader=user,
        ports=exim.config.ports(),
    )
    return [found] if found else []


def _login(exim: _Exim, socket: str, answers: bool) -> Helper:
    lines = exim.text.split("\n")
    line = next((n for n, text in enumerate(lines, 1) if socket in text), 0)
    return Helper(
        source="ss -lx",
        software=SOFTWARE,
        role="login",
        endpoint=socket,
        answers=answers,
        ports=exim.config.ports(),
        setting="server_socket",
        file=exim.path,
        line=line,
    )


async def _space(exim: _Exim) -> list[Fact]:
    folder = await exim.value("spool_directory")
    needed = _bytes(await exim.value("check_spool_space"))
    if not folder.startswith("/"):
        return []
    space = await queue_space(
        exim.host,
        folder,
        needed,
        software=SOFTWARE,
        setting="check_spool_space",
        place=exim.place("check_spool_space"),
    )
    return [space] if space else []


def _bytes(text: str) -> int:
    number, unit = text.rstrip("KMGkmg"), text[-1:].upper()
    return int(number) * _UNITS.get(unit, 1) if number.isdigit() else 0


async def _domain(exim: _Exim, view: View) -> list[Fact]:
    """Only the two lists of the stock configuration are known to say whose domains these are."""
    lists = exim.config.lists
    names = [name for name in ("local_domains", "relay_to_domains") if name in lists]
    if not view.domain or len(names) < 2:
        return []
    held = [domains_hold(exim.config, f"+{name}", view.domain) for name in names]
    if None in held:
        return []
    own_name = await exim.value("primary_hostname")
    here, exchangers = await received_here(exim.host, view.domain, own_name)
    lines = exim.text.split("\n")
    line = next((n for n, t in enumerate(lines, 1) if t.startswith("domainlist local_domains")), 0)
    return [
        DomainRole(
            source=f"{exim.program} -bP config",
            software=SOFTWARE,
            domain=view.domain,
            local=True in held,
            received_here=here,
            exchangers=exchangers,
            setting="local_domains",
            file=exim.path,
            line=line,
        )
    ]
