"""Postfix on the server: its services, what its rules come to, and what it rests on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Literal

from mailmend.configs.networks import covers
from mailmend.configs.postfix import (
    Place,
    Postfix,
    Service,
    login_hindrance,
    offers_login,
    parse_postfix,
    words,
)
from mailmend.configs.postfix_asking import End, Envelope
from mailmend.configs.postfix_domains import (
    Question,
    domain_of,
    is_own_domain,
    own_domain_parameter,
)
from mailmend.configs.postfix_rules import Ruling, rule
from mailmend.configs.sockets import is_inward
from mailmend.facts import (
    DomainRole,
    Fact,
    MailServer,
    NotObserved,
    RestrictionTrace,
    SubmissionService,
)
from mailmend.probes.server.answers import answer, entry_place
from mailmend.probes.server.checker import unreadable, with_fault
from mailmend.probes.server.domains import received_here
from mailmend.probes.server.dovecot import login_mechanisms
from mailmend.probes.server.host import ELSEWHERE, MISSING, Host, View
from mailmend.probes.server.postfix_content import SETTING as HEADER_CHECKS
from mailmend.probes.server.postfix_content import refused_header
from mailmend.probes.server.postfix_databases import postfix_databases
from mailmend.probes.server.postfix_parts import observe_parts
from mailmend.probes.server.postfix_route import postfix_routes
from mailmend.probes.server.postfix_tables import postfix_tables
from mailmend.probes.server.postfix_way_out import postfix_upstream
from mailmend.probes.server.queue import postfix_waiting

SOFTWARE = "postfix"
MAX_ROUNDS = 6
MAX_QUESTIONS = 40
Answered = dict[Question, str | bool | None]


async def observe_postfix(host: Host, view: View) -> list[Fact]:
    """The facts of Postfix, or none where it is not installed."""
    postfix = await _read(host)
    if isinstance(postfix, NotObserved | MailServer):
        return [postfix]
    if postfix is None:
        return []
    services = postfix.listeners()
    mechanisms = await login_mechanisms(host)
    logins = [one for one in services if offers_login(postfix, one)]
    server, parts, traces, tables, rest = await asyncio.gather(
        _server(host, postfix),
        observe_parts(host, postfix),
        asyncio.gather(*(_trace(host, postfix, one, view) for one in logins)),
        asyncio.gather(postfix_tables(host, postfix), postfix_databases(host, postfix)),
        _way(host, postfix, view),
    )
    facts: list[Fact] = [server, *(_service(postfix, one, view, mechanisms) for one in services)]
    return [*facts, *_not_enabled(postfix), *parts, *traces, *tables[0], *tables[1], *rest]


async def _way(host: Host, postfix: Postfix, view: View) -> list[Fact]:
    """The domain's way in, the way out, and what waits for it."""
    domain, upstream, routes, queue = await asyncio.gather(
        _domain(host, postfix, view),
        postfix_upstream(host, postfix, view),
        postfix_routes(host, postfix, view),
        postfix_waiting(host, view.sender),
    )
    return [*domain, *([upstream] if upstream else []), *routes, queue]


async def _read(host: Host) -> Postfix | MailServer | NotObserved | None:
    effective = await host.run("postconf", "-x")
    if effective.status == MISSING:
        return None
    if not effective.ok:
        return await unreadable(host, SOFTWARE, "postconf -x", effective.stderr)
    folder = next(
        (
            line.partition("=")[2].strip()
            for line in effective.stdout.splitlines()
            if line.startswith("config_directory =")
        ),
        "/etc/postfix",
    )
    main, master = await asyncio.gather(
        host.read(f"{folder}/main.cf"), host.read(f"{folder}/master.cf")
    )
    listed = master if master is not None else await host.output("postconf", "-M")
    return parse_postfix(
        effective.stdout, main or "", listed or "", folder, exact=master is not None
    )


async def _server(host: Host, postfix: Postfix) -> MailServer:
    """Whether it runs: ``postfix status`` needs root and says so by its exit status."""
    result = await host.run("postfix", "status")
    running: bool | None = result.status == 0
    if not running and (await host.output("id", "-u") or "").strip() != "0":
        running = None
    named = words(postfix.value("inet_interfaces").lower())
    inward = bool(named) and all(is_inward(one) for one in named)
    interfaces = postfix.place("inet_interfaces") if inward else Place()
    found = MailServer(
        source="postfix status",
        software=SOFTWARE,
        version=postfix.value("mail_version"),
        running=running,
        setting="inet_interfaces" if interfaces.line else "",
        file=postfix.main_file,
        line=interfaces.line,
    )
    if running:
        return found
    return with_fault(found, (await host.run("postconf", "-M")).stderr)


def _service(
    postfix: Postfix, service: Service, view: View, mechanisms: frozenset[str]
) -> SubmissionService:
    exceptions = words(postfix.value("smtpd_sasl_exceptions_networks", service))
    hidden = bool(view.client) and covers(exceptions, view.client) is True
    dovecot = postfix.value("smtpd_sasl_type", service) == "dovecot"
    hindrance = login_hindrance(postfix, service, mechanisms if dovecot else frozenset())
    login = not hindrance
    usual = "smtpd_sasl_exceptions_networks" if hidden else "smtpd_sasl_auth_enable"
    decisive = hindrance or usual
    place = postfix.place(decisive, service)
    if not place.line:
        place = Place(postfix.master_file, service.line)
    return SubmissionService(
        source="postconf",
        software=SOFTWARE,
        name=service.name,
        port=service.port or 0,
        enabled=True,
        security=_security(postfix, service),
        login=login and not hidden,
        hidden=login and hidden,
        encryption_at=_encryption_at(postfix, service),
        setting=decisive,
        file=place.file,
        line=place.line,
        raw=f"{decisive} = {postfix.value(decisive, service)}",
    )


def _security(postfix: Postfix, service: Service) -> Literal["none", "starttls", "tls"]:
    if postfix.flag("smtpd_tls_wrappermode", service):
        return "tls"
    level = postfix.value("smtpd_tls_security_level", service)
    old = postfix.flag("smtpd_use_tls", service) or postfix.flag("smtpd_enforce_tls", service)
    return "starttls" if level in {"may", "encrypt"} or (not level and old) else "none"


def _encryption_at(postfix: Postfix, service: Service) -> str:
    wrapped = postfix.flag("smtpd_tls_wrappermode", service)
    setting = "smtpd_tls_wrappermode" if wrapped else "smtpd_tls_security_level"
    place = postfix.place(setting, service)
    line = place.line or service.line
    return f"{place.file if place.line else postfix.master_file}:{line} {setting}"


def _not_enabled(postfix: Postfix) -> Iterator[SubmissionService]:
    """The two services for phones, where master.cf holds them as comments or not at all."""
    ports = {service.port for service in postfix.services}
    for port, names in ((587, ("submission", "587")), (465, ("submissions", "smtps", "465"))):
        if port in ports or not postfix.services:
            continue
        line = next((postfix.commented[name] for name in names if name in postfix.commented), 0)
        yield SubmissionService(
            source="master.cf",
            software=SOFTWARE,
            name=names[0],
            port=port,
            enabled=False,
            file=postfix.master_file,
            line=line,
        )


async def _trace(host: Host, postfix: Postfix, service: Service, view: View) -> RestrictionTrace:
    envelope = Envelope(view.client, view.helo, view.sender, view.login, view.recipient)
    answered: Answered = {Question("name", domain_of(ELSEWHERE)): True}
    ruling = rule(postfix, service, envelope, answered)
    for _ in range(MAX_ROUNDS):
        asked = [one for one in ruling.questions if one not in answered]
        if not asked or len(answered) > MAX_QUESTIONS:
            break
        await _answer(host, postfix, asked, answered)
        ruling = rule(postfix, service, envelope, answered)
    if ruling.outcome == "permit":
        ruling = await _content(host, postfix, service, view, ruling)
    return await _traced(host, postfix, service, view, ruling)


async def _content(
    host: Host, postfix: Postfix, service: Service, view: View, ruling: Ruling
) -> Ruling:
    """The refusal of a message's header where the envelope is let through."""
    found = await refused_header(host, postfix, service, view)
    if found is None:
        return ruling
    table, header, action = found
    end = End("reject", table=table, key=header, entry=action)
    text = action.partition(" ")[2] if action[:1].isalpha() else action
    return Ruling("reject", HEADER_CHECKS, f"{table} on {header}", "content", text, end=end)


async def _answer(host: Host, postfix: Postfix, asked: list[Question], answered: Answered) -> None:
    queue = postfix.value("queue_directory")
    for question in asked[:MAX_QUESTIONS]:
        answered[question] = await answer(host, question, queue)


async def _traced(
    host: Host, postfix: Postfix, service: Service, view: View, ruling: Ruling
) -> RestrictionTrace:
    place = Place()
    if ruling.parameter:
        place = postfix.rule_place(ruling.parameter, service, ruling.rule)
    end = ruling.end
    refused = ruling.outcome != "permit"
    unsure = bool(ruling.undecided)
    return RestrictionTrace(
        source="postconf",
        software=SOFTWARE,
        service=service.name,
        port=service.port or 0,
        client=view.client,
        sender=view.sender,
        recipient=view.recipient,
        decision="undecided" if unsure and not refused else ruling.outcome,
        rule=ruling.rule,
        rule_kind=ruling.kind,
        text=ruling.text,
        undecided=ruling.undecided,
        entry=f"{end.key} {end.entry}".strip()[:300],
        entry_place=await entry_place(host, end.table, end.key, end.entry) if end.key else "",
        setting=ruling.parameter,
        file=place.file,
        line=place.line,
        raw=f"{ruling.parameter} = {postfix.value(ruling.parameter, service)}" if refused else "",
    )


async def _domain(host: Host, postfix: Postfix, view: View) -> list[Fact]:
    if not view.domain:
        return []
    answered: Answered = {}
    local = is_own_domain(postfix, None, view.domain, answered)
    if isinstance(local, tuple):
        await _answer(host, postfix, list(local), answered)
        local = is_own_domain(postfix, None, view.domain, answered)
    unsure = any(found is None for found in answered.values())
    if isinstance(local, tuple) or (unsure and not local):
        return []
    here, exchangers = await received_here(host, view.domain, postfix.value("myhostname"))
    parameter = own_domain_parameter(postfix, view.domain, answered)
    place = postfix.place(parameter or "virtual_mailbox_domains")
    return [
        DomainRole(
            source="postconf",
            software=SOFTWARE,
            domain=view.domain,
            local=local,
            received_here=here,
            exchangers=exchangers,
            setting=parameter,
            file=place.file,
            line=place.line,
        )
    ]
