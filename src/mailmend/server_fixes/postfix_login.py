"""Postfix: the submission services offer the login, to the client's network too."""

from __future__ import annotations

from mailmend.configs.networks import covers
from mailmend.configs.postfix import Service, login_hindrance, words
from mailmend.facts import SubmissionService
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._postfix import Files, postfix_files, service_at

EXCEPTIONS = "smtpd_sasl_exceptions_networks"
OPTIONS = "smtpd_sasl_tls_security_options"
PASSWORDS = frozenset({"plain", "login"})
NO_TLS = Advice("the service has no TLS, and a login in the clear would show the password")
NO_CLIENT = Advice("the device's address is needed (--client-ip)")
TABLE = Advice("the networks lie in a table or are excluded one by one")


@server_fix("offer-authentication", software="postfix")
async def write(ground: Ground) -> Planned:
    """Switch the login on where it is off, or let the client's network see it."""
    files = await postfix_files(ground)
    cited = ground.cited.of(SubmissionService) or ground.facts.of(
        SubmissionService, lambda one: one.enabled and not one.login and one.port != 25
    )
    if files is None or not cited:
        return None
    if cited[0].hidden:
        return _shown(files, ground.clients, cited)
    ports = {one.port for one in cited}
    more = ground.facts.of(
        SubmissionService, lambda one: one.enabled and one.login is False and one.port in (465, 587)
    )
    for port in sorted({*ports, *(one.port for one in more)}):
        service = service_at(files, port)
        made = await _offered(ground, files, service) if service else None
        if made is None or isinstance(made, Advice):
            return made
        files = made
    return files.plan("The submission services offer the login")


async def _offered(ground: Ground, files: Files, service: Service) -> Files | Advice | None:
    postfix = files.postfix
    level = postfix.value("smtpd_tls_security_level", service)
    wrapped = postfix.flag("smtpd_tls_wrappermode", service)
    if not wrapped and level not in {"may", "encrypt"}:
        return NO_TLS
    if absent := await _no_backend(ground, files, service):
        return absent
    if not postfix.flag("smtpd_sasl_auth_enable", service):
        files = files.with_override(service, "smtpd_sasl_auth_enable", "yes")
    hidden = "smtpd_discard_ehlo_keywords"
    kept = [word for word in words(postfix.value(hidden, service)) if word.lower() != "auth"]
    if len(kept) < len(words(postfix.value(hidden, service))):
        files = files.with_value(service, hidden, ", ".join(kept))
    if postfix.value(OPTIONS, service) and login_hindrance(postfix, service, PASSWORDS) == OPTIONS:
        listed = [one for one in words(postfix.value(OPTIONS, service)) if one != "noplaintext"]
        files = files.with_value(service, OPTIONS, ", ".join(listed) or "noanonymous")
    safe = wrapped or level == "encrypt" or postfix.flag("smtpd_tls_auth_only", service)
    return files if safe else files.with_override(service, "smtpd_tls_auth_only", "yes")


async def _no_backend(ground: Ground, files: Files, service: Service) -> Advice | None:
    postfix = files.postfix
    if postfix.value("smtpd_sasl_type", service) != "dovecot":
        return None
    path = postfix.value("smtpd_sasl_path", service)
    if await ground.host.answers(path, postfix.value("queue_directory")) is False:
        return Advice(f"nothing answers at {path}, where logins would be asked about")
    return None


def _shown(files: Files, clients: tuple[str, ...], cited: tuple[SubmissionService, ...]) -> Planned:
    if not clients:
        return NO_CLIENT
    for fact in cited:
        service = service_at(files, fact.port)
        listed, _ = files.value(EXCEPTIONS, service)
        kept = [one for one in words(listed) if not _hides(one, clients)]
        if service is None or any(one.startswith("!") or "/" in one[:1] for one in words(listed)):
            return TABLE
        if len(kept) == len(words(listed)):
            continue
        files = files.with_value(service, EXCEPTIONS, " ".join(kept))
    if not files.same_as:
        return TABLE
    return files.plan("The login is shown to the client's network too")


def _hides(network: str, clients: tuple[str, ...]) -> bool:
    """Whether it is about one of them."""
    return any(covers((network.lstrip("!"),), client) is True for client in clients)
