"""Exim: one main setting is put right: who may log in, on which ports it listens."""

from __future__ import annotations

import re

from mailmend.configs.exim import items
from mailmend.facts import SubmissionService
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._exim import EximFile, exim_file
from mailmend.server_fixes.exim_rules import GENERATED as WRITTEN

AFTER_TLS = "${if eq {$tls_in_cipher}{}{}{*}}"
NO_LOGIN = Advice("no authenticator is configured, and which accounts are meant is not known")
NO_TLS = Advice("no certificate is configured, and a login in the clear would show the password")


@server_fix("offer-authentication", "enable-submission", "offer-starttls", software="exim")
async def write(ground: Ground) -> Planned:
    """Logins inside TLS only; the ports of RFC 8314 beside those there are."""
    exim = await exim_file(ground)
    if exim is None:
        return None
    if exim.generated:
        return WRITTEN
    if ground.change.action == "offer-starttls":
        return _encrypted(ground, exim)
    if not exim.config.logins():
        return NO_LOGIN
    if meant := _meant(ground.cited.first(SubmissionService)):
        return meant
    if not exim.config.settings.get("tls_certificate"):
        return NO_TLS
    if ground.change.action == "offer-authentication":
        new = with_setting(exim.text, "auth_advertise_hosts", AFTER_TLS)
        return exim.plan(new, "The login is offered inside TLS")
    return _ports(ground, exim)


def _encrypted(ground: Ground, exim: EximFile) -> Planned:
    """TLS at once on 465, STARTTLS for everybody where it was offered to nobody (RFC 8314)."""
    settings, text = exim.config.settings, exim.text
    if not settings.get("tls_certificate"):
        return NO_TLS
    if ground.change.port == 465:
        now = settings.get("tls_on_connect_ports", "")
        text = with_setting(text, "tls_on_connect_ports", _joined(now, {465}))
    elif settings.get("tls_advertise_hosts") == "":
        text = with_setting(text, "tls_advertise_hosts", "*")
    else:
        return None
    return exim.plan(text, f"Port {ground.change.port} encrypts in its usual way")


def _meant(cited: SubmissionService | None) -> Advice | None:
    """Who may log in from where is somebody's decision; only an empty list is nobody's."""
    if cited is None or not cited.enabled:
        return None
    if not cited.hidden and cited.setting == "auth_advertise_hosts":
        return None
    return Advice(f"{cited.setting} ({cited.place}) says who may log in, which may be meant")


def _ports(ground: Ground, exim: EximFile) -> Planned:
    off = {one.port for one in ground.facts.of(SubmissionService) if not one.enabled}
    wanted = {ground.case.outgoing.port or 0} & off or off & {465, 587}
    if not wanted:
        return None
    value = exim.config.settings.get("daemon_smtp_ports", "25")
    text = with_setting(exim.text, "daemon_smtp_ports", _joined(value, wanted))
    if 465 in wanted and 465 not in exim.config.tls_ports():
        now = exim.config.settings.get("tls_on_connect_ports", "")
        text = with_setting(text, "tls_on_connect_ports", _joined(now, {465}))
    listed = " and ".join(str(port) for port in sorted(wanted))
    return exim.plan(text, f"Exim listens on port {listed} too")


def _joined(value: str, ports: set[int]) -> str:
    mark = re.match(r"<\s*([^\w\s])", value)
    between = f" {mark[1]} " if mark else " : "
    listed = [item for item in items(value) if item] + [str(port) for port in sorted(ports)]
    return (f"<{mark[1]} " if mark else "") + between.join(listed)


def with_setting(text: str, name: str, value: str) -> str:
    """The file with that main setting, in its place or before the first section."""
    found = re.search(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*=[ \t]*((?:[^\n]*\\\n)*[^\n]*)", text)
    if found:
        gap = "" if text[found.start(1) - 1] in " \t" else " "
        return text[: found.start(1)] + gap + value + text[found.end(1) :]
    begin = re.search(r"(?m)^begin\s", text)
    place = begin.start() if begin else len(text)
    return f"{text[:place]}{name} = {value}\n\n{text[place:]}"
