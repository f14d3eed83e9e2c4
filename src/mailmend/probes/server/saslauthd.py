"""saslauthd, which Postfix asks about logins by way of Cyrus SASL: is its socket listened on?"""

from __future__ import annotations

import re
from collections import defaultdict

from mailmend.configs.firewall_owner import first_line
from mailmend.configs.postfix import Postfix, Service, offers_login
from mailmend.facts import Fact, Helper, ServerFile
from mailmend.probes.server.host import Host

SOFTWARE = "postfix"
FOLDERS = ("/etc/postfix/sasl", "/etc/sasl2", "/usr/lib/sasl2", "/usr/lib64/sasl2")
USUAL = "/run/saslauthd"
OWN_LIST = "/etc/sasldb2"


async def saslauthd_of(host: Host, postfix: Postfix) -> list[Fact]:
    """One fact for each socket that a listener's login rests on; a jailed one sees only its own."""
    users: dict[tuple[str, bool], list[Service]] = defaultdict(list)
    for service in postfix.listeners():
        if postfix.value("smtpd_sasl_type", service) == "cyrus" and offers_login(postfix, service):
            name = postfix.value("smtpd_sasl_path", service) or "smtpd"
            users[name, service.jailed].append(service)
    facts: list[Fact] = []
    for (name, jailed), services in users.items():
        facts += await _asked(host, postfix, name, jailed=jailed, services=services)
    return facts


async def _asked(
    host: Host, postfix: Postfix, name: str, *, jailed: bool, services: list[Service]
) -> list[Fact]:
    own = postfix.value("cyrus_sasl_config_path")
    for folder in (*own.split(":"), *FOLDERS):
        path = f"{folder}/{name}.conf"
        text = await host.read(path) if folder.startswith("/") else None
        if text is None:
            continue
        if not re.search(r"(?m)^\s*pwcheck_method\s*:\s*.*\bsaslauthd\b", text):
            return []
        socket = re.search(r"(?m)^\s*saslauthd_path\s*:\s*(/\S+)", text)
        endpoint = socket[1] if socket else f"{USUAL}/mux"
        answers = await _answers(host, postfix, endpoint, jailed=jailed)
        line = first_line(text, r"^\s*pwcheck_method")
        shown = f"{postfix.value('queue_directory')}{endpoint}" if jailed else endpoint
        return [] if answers is None else [_helper(path, line, shown, services, answers=answers)]
    return await _own_list(host, postfix, services, jailed=jailed)


async def _own_list(
    host: Host, postfix: Postfix, services: list[Service], *, jailed: bool
) -> list[Fact]:
    """Without a file of its own Cyrus SASL looks accounts up in its own list (sasldb)."""
    path = f"{postfix.value('queue_directory')}{OWN_LIST}" if jailed else OWN_LIST
    state = await host.stat(path)
    readable = await host.may(postfix.value("mail_owner"), "r", path) if state.exists else None
    if state.exists is None or (state.exists and readable is not False):
        return []
    place = postfix.place("smtpd_sasl_type", services[0])
    missing = ServerFile(
        source=f"stat {path}",
        software=SOFTWARE,
        role="accounts",
        path=path,
        problem="unreadable" if state.exists else "missing",
        ports=tuple(one.port or 0 for one in services),
        setting="smtpd_sasl_type",
        file=place.file,
        line=place.line,
    )
    return [missing]


async def _answers(host: Host, postfix: Postfix, endpoint: str, *, jailed: bool) -> bool | None:
    """Within the queue's folder for a jailed service, where /run may be /var/run as well."""
    if not jailed:
        return await host.answers(endpoint)
    queue = postfix.value("queue_directory")
    plain = endpoint.removeprefix("/var")
    inside = [await host.answers(f"{queue}{one}") for one in (plain, f"/var{plain}")]
    return True if True in inside else inside[0]


def _helper(
    path: str, line: int, endpoint: str, services: list[Service], *, answers: bool
) -> Helper:
    return Helper(
        source="ss -lx",
        software=SOFTWARE,
        role="login",
        endpoint=endpoint,
        answers=answers,
        ports=tuple(one.port or 0 for one in services),
        setting="pwcheck_method",
        file=path,
        line=line,
    )
