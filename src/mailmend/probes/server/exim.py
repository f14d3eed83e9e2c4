"""Exim on the server: its services, what its ACLs come to, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from mailmend.configs.exim import items, line_of, parse_exim, setting_line
from mailmend.configs.exim_acl import REJECTED, AclEnd, Caller, domains_hold, kind_of, walk
from mailmend.configs.exim_login import LoginOffer, login_offered
from mailmend.configs.exim_rehearsal import Rehearsal
from mailmend.configs.exim_routers import has_way_out
from mailmend.configs.postfix import Place
from mailmend.configs.sockets import is_inward
from mailmend.facts import (
    DomainRole,
    Fact,
    MailServer,
    RestrictionTrace,
    SubmissionService,
)
from mailmend.probes.server.checker import unreadable
from mailmend.probes.server.domains import received_here
from mailmend.probes.server.exim_parts import observe_exim_parts
from mailmend.probes.server.exim_rehearsal import rehearse
from mailmend.probes.server.exim_source import EximHere, exim_source, line_with
from mailmend.probes.server.host import MISSING, Host, View
from mailmend.probes.server.queue import exim_waiting
from mailmend.probes.server.way_out import exim_upstream, way_of

Security = Literal["none", "starttls", "tls"]
SOFTWARE = "exim"


async def observe_exim(host: Host, view: View) -> list[Fact]:
    """The facts of Exim, or none where it is not installed or another program uses its name."""
    printed = await host.run("exim", "-bP", "config")
    program = "exim"
    if printed.status == MISSING:
        program, printed = "exim4", await host.run("exim4", "-bP", "config")
    if printed.status == MISSING:
        return []
    if not printed.ok or "begin" not in printed.stdout:
        return [await unreadable(host, SOFTWARE, f"{program} -bP config", printed.stderr)]
    path = (await host.output(program, "-bP", "configure_file") or "").strip()
    source = await exim_source(host, path)
    exim = EximHere(
        host=host,
        program=program,
        path=path,
        source=source,
        printed=printed.stdout,
        config=parse_exim(printed.stdout),
    )
    return await _observed(exim, view)


async def _observed(exim: EximHere, view: View) -> list[Fact]:
    listening = await exim.host.listeners()
    ports = exim.config.ports()
    running = None if listening is None else any(port in ports for _, port in listening)
    named = [one for one in items(exim.config.settings.get("local_interfaces", "")) if one]
    inward = bool(named) and all(is_inward(one) for one in named)
    interfaces = await exim.place("local_interfaces") if inward else Place(exim.path)
    facts: list[Fact] = [
        MailServer(
            source="ss -ltn",
            software=SOFTWARE,
            running=running,
            setting="local_interfaces" if interfaces.line else "",
            file=interfaces.file,
            line=interfaces.line,
        )
    ]
    facts += await _services(exim, view)
    if exim.config.logins():
        facts += await _traces(exim, view)
    facts += await observe_exim_parts(exim)
    upstream = await exim_upstream(exim)
    facts += [upstream] if upstream else []
    facts += await way_of(exim.host, upstream, routed=has_way_out(exim.printed), place=exim.path)
    facts.append(await exim_waiting(exim.host, exim.program, view.sender))
    return facts + await _domain(exim, view)


async def _services(exim: EximHere, view: View) -> list[Fact]:
    config = exim.config
    ports_place = await exim.place("daemon_smtp_ports")
    facts: list[Fact] = []
    offered = config.settings.get("tls_advertise_hosts", "*") != ""
    encrypts = await exim.place("tls_advertise_hosts" if not offered else "tls_on_connect_ports")
    for port in dict.fromkeys((*config.ports(), 587, 465)):
        enabled = port in config.ports()
        starttls: Security = "starttls" if offered else "none"
        given = login_offered(config, Caller(view.client, "", view.login, "", port))
        found = SubmissionService(
            source=f"{exim.program} -bP config",
            software=SOFTWARE,
            name=str(port),
            port=port,
            enabled=enabled,
            security="tls" if port in config.tls_ports() else starttls,
            login=given.offered and not given.hidden if enabled else None,
            hidden=enabled and given.hidden,
            encryption_at=f"{encrypts.file}:{encrypts.line}" if encrypts.line else encrypts.file,
            setting=given.setting if enabled else "daemon_smtp_ports",
            file=ports_place.file,
            line=ports_place.line,
        )
        place = await _login_place(exim, given) if enabled else ports_place
        facts.append(replace(found, file=place.file, line=place.line))
    return facts


async def _login_place(exim: EximHere, given: LoginOffer) -> Place:
    """Where the setting stands that decides about logins, or the statement of its list."""
    if given.statement is not None:
        return await exim.at(line_of(given.statement, given.acl, exim.text))
    return await exim.at(setting_line(exim.text, given.setting))


async def _traces(exim: EximHere, view: View) -> list[Fact]:
    """One for each port; Exim's own rehearsal counts where the lists could not be told."""
    rehearsal = await rehearse(exim.host, exim.program, exim.printed, exim.config, view)
    return [await _trace(exim, view, port, rehearsal) for port in exim.config.ports()]


async def _trace(
    exim: EximHere, view: View, port: int, rehearsal: Rehearsal | None
) -> RestrictionTrace:
    caller = Caller(view.client, view.sender, view.login, view.recipient, port)
    end: AclEnd = walk(exim.config, caller)
    place = Place(exim.path)
    if end.outcome != "permit":
        place = await exim.at(line_of(end.statement, end.acl, exim.text))
    if end.acl == REJECTED:
        place = await exim.place(REJECTED)
    elif rehearsal is not None and (end.undecided or rehearsal.outcome == end.outcome):
        end = AclEnd(rehearsal.outcome, rehearsal.acl, rehearsal.statement)
        place = await exim.edited(rehearsal.place) if rehearsal.place.line else place
    refused = end.outcome != "permit"
    unsure = bool(end.undecided) and not refused
    return RestrictionTrace(
        source=f"{exim.program} -bh" if rehearsal else f"{exim.program} -bP config",
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
        file=place.file,
        line=place.line,
    )


async def _domain(exim: EximHere, view: View) -> list[Fact]:
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
    place = await exim.at(line_with(exim.text, "domainlist local_domains"))
    return [
        DomainRole(
            source=f"{exim.program} -bP config",
            software=SOFTWARE,
            domain=view.domain,
            local=True in held,
            received_here=here,
            exchangers=exchangers,
            setting="local_domains",
            file=place.file,
            line=place.line,
        )
    ]
