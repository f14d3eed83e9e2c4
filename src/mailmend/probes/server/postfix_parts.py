"""What Postfix rests on: login and filter services, certificate files, room for its queue."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator

from mailmend.configs.postfix import Postfix, Service, offers_login, words
from mailmend.facts import Fact, Helper
from mailmend.probes.server.host import Host
from mailmend.probes.server.login_service import login_trouble, socket_trouble
from mailmend.probes.server.saslauthd import saslauthd_of
from mailmend.probes.server.storage import Role, queue_space, server_file

SOFTWARE = "postfix"
_PLACE = re.compile(r"(?:[\w-]{1,60}:)?(?:inet:)?(\[?(?:127\.[0-9.]+|localhost|::1)\]?):(\d{1,5})")


async def observe_parts(host: Host, postfix: Postfix) -> list[Fact]:
    """The state of all that the listeners need."""
    files = (
        server_file(
            host,
            role,
            path,
            software=SOFTWARE,
            setting=setting,
            place=postfix.place(setting, services[0]),
            ports=tuple(one.port or 0 for one in services),
        )
        for role, path, setting, services in _files(postfix)
    )
    found, logins, cyrus, filters, space = await asyncio.gather(
        asyncio.gather(*files),
        _logins(host, postfix),
        saslauthd_of(host, postfix),
        _filters(host, postfix),
        _space(host, postfix),
    )
    seen = [one for one in found if one]
    return [*seen, *logins, *cyrus, *filters, *([space] if space else [])]


def _files(postfix: Postfix) -> Iterator[tuple[Role, str, str, list[Service]]]:
    """The certificate and key files of the listeners that encrypt, each with the listeners."""
    users: dict[tuple[Role, str, str], list[Service]] = defaultdict(list)
    for service in postfix.listeners():
        if service.command != "smtpd" or not _encrypts(postfix, service):
            continue
        chain = words(postfix.value("smtpd_tls_chain_files", service))
        for path in chain:
            users["key", path, "smtpd_tls_chain_files"].append(service)
        pairs: tuple[tuple[Role, str], ...] = (
            ("certificate", "smtpd_tls_cert_file"),
            ("key", "smtpd_tls_key_file"),
            ("certificate", "smtpd_tls_eccert_file"),
            ("key", "smtpd_tls_eckey_file"),
        )
        for role, setting in () if chain else pairs:
            path = postfix.value(setting, service)
            if path.startswith("/"):
                users[role, path, setting].append(service)
    for (role, path, setting), services in users.items():
        yield role, path, setting, services


def _encrypts(postfix: Postfix, service: Service) -> bool:
    level = postfix.value("smtpd_tls_security_level", service)
    return level in {"may", "encrypt"} or postfix.flag("smtpd_tls_wrappermode", service)


async def _logins(host: Host, postfix: Postfix) -> list[Fact]:
    """The login service of Dovecot that the listeners ask (smtpd_sasl_path)."""
    users: dict[str, list[Service]] = defaultdict(list)
    for service in postfix.listeners():
        if (
            offers_login(postfix, service)
            and postfix.value("smtpd_sasl_type", service) == "dovecot"
        ):
            users[postfix.value("smtpd_sasl_path", service)].append(service)
    return [
        fact
        for path, services in users.items()
        if (fact := await _helper(host, postfix, "smtpd_sasl_path", path, services))
    ]


async def _filters(host: Host, postfix: Postfix) -> list[Fact]:
    """What the listeners hand each message to, and whether mail stops where that is down."""
    users: dict[tuple[str, str], list[Service]] = defaultdict(list)
    for service in postfix.listeners():
        for milter in words(postfix.value("smtpd_milters", service)):
            users["smtpd_milters", milter].append(service)
        for setting in ("smtpd_proxy_filter", "content_filter"):
            if next_place := _local_place(postfix.value(setting, service)):
                users[setting, next_place].append(service)
    return [
        fact
        for (setting, endpoint), services in users.items()
        if (fact := await _helper(host, postfix, setting, endpoint, services))
    ]


def _local_place(text: str) -> str:
    """Host and port of a filter by SMTP on this server; empty for any other (FILTER_README)."""
    found = _PLACE.fullmatch(text.strip())
    return f"{found[1].strip('[]')}:{found[2]}" if found and found[2] != "25" else ""


async def _helper(
    host: Host, postfix: Postfix, setting: str, text: str, services: list[Service]
) -> Helper | None:
    inner = words(text.strip("{} "))
    endpoint = inner[0] if inner else ""
    queue = postfix.value("queue_directory")
    answers = await host.answers(endpoint, queue) if endpoint else None
    if answers is None:
        return None
    own = re.search(r"default_action\s*=\s*(\w+)", text)
    action = own[1] if own else postfix.value("milter_default_action", services[0])
    place = postfix.place(setting, services[0])
    trouble = ""
    user = postfix.value("mail_owner")
    if setting == "smtpd_sasl_path":
        trouble, place = await login_trouble(host, user, endpoint, queue) or ("", place)
    elif answers and "/" in endpoint:
        trouble = await socket_trouble(host, user, await host.socket(endpoint, queue))
    return Helper(
        source="ss -l",
        software=SOFTWARE,
        role="login" if setting == "smtpd_sasl_path" else "filter",
        endpoint=endpoint,
        answers=answers,
        needed=setting != "smtpd_milters" or action != "accept",
        trouble=trouble,
        ports=tuple(one.port or 0 for one in services),
        setting=setting,
        file=place.file,
        line=place.line,
        raw=f"{setting} = {text}",
    )


async def _space(host: Host, postfix: Postfix) -> Fact | None:
    """Room for one and a half of the largest message is asked for at MAIL (postconf(5))."""
    largest = _number(postfix.value("message_size_limit"))
    least = _number(postfix.value("queue_minfree"))
    queue = postfix.value("queue_directory")
    if not queue.startswith("/"):
        return None
    setting = "message_size_limit" if largest * 3 // 2 >= least else "queue_minfree"
    needed = max(largest * 3 // 2, least)
    place = postfix.place(setting)
    return await queue_space(host, queue, needed, software=SOFTWARE, setting=setting, place=place)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 20 else 0
