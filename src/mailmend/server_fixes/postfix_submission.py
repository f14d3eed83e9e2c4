"""Postfix: the submission service is switched on in master.cf."""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.configs.postfix import Service, parse_master
from mailmend.configs.postfix_edit import uncommented
from mailmend.facts import SubmissionService
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._postfix import PERMIT, Files, postfix_files

_COMMON = """  -o syslog_name=postfix/{name}
  -o {tls}
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=yes
  -o smtpd_client_restrictions=
  -o smtpd_helo_restrictions=
  -o smtpd_sender_restrictions=
  -o smtpd_recipient_restrictions=
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
"""
_TLS = {587: "smtpd_tls_security_level=encrypt", 465: "smtpd_tls_wrappermode=yes"}


@server_fix("enable-submission", software="postfix")
async def write(ground: Ground) -> Planned:
    """Take the comment marks away where they hide a sound service, else write one."""
    files = await postfix_files(ground)
    off = ground.cited.of(SubmissionService) or ground.facts.of(SubmissionService)
    off = tuple(one for one in off if not one.enabled)
    if files is None or not off:
        return None
    if ground.facts.first(SubmissionService, lambda one: one.enabled and one.port == 25) is None:
        return Advice("no service on port 25 shows how this master.cf is written")
    ports = {one.port for one in off}
    wanted = {ground.case.outgoing.port or 0} & ports or ports
    master, made = files.master, []
    for fact in off:
        if fact.port in wanted:
            master = _switched_on(files, master, fact)
            made.append(f"postconf -M {fact.name}/inet='…'")
    done = replace(files, master=master, same_as=tuple(made))
    listed = " and ".join(str(port) for port in sorted(wanted))
    return done.plan(f"The submission service on port {listed} is switched on")


def _switched_on(files: Files, master: str, fact: SubmissionService) -> str:
    line = parse_master(master)[1].get(fact.name, 0)
    if line:
        shown = uncommented(master, line)
        service = next((one for one in parse_master(shown)[0] if one.line == line), None)
        if service is not None and _sound(service, fact.port):
            return shown
    end = "" if master.endswith("\n") else "\n"
    return master + end + _written(files, fact)


def _sound(service: Service, port: int) -> bool:
    """Whether it takes logins inside TLS only, and relays for them only."""
    name, _, value = _TLS[port].partition("=")
    relay = service.overrides.get("smtpd_relay_restrictions") or service.overrides.get(
        "smtpd_recipient_restrictions", ""
    )
    return (
        service.overrides.get(name) == value
        and service.overrides.get("smtpd_sasl_auth_enable") == "yes"
        and re.fullmatch(rf"{PERMIT}\s*,?\s*reject", relay.strip()) is not None
    )


def _written(files: Files, fact: SubmissionService) -> str:
    """A service line with the columns of the one on port 25, and its settings."""
    columns = next(
        (
            line.split()[2:7]
            for line in files.master.split("\n")
            if re.match(r"(smtp|25)\s+inet\s", line) and len(line.split()) >= 8
        ),
        ["n", "-", "y", "-", "-"],
    )
    head = f"{fact.name} inet {' '.join(columns[:4])} - smtpd\n"
    return head + _COMMON.format(name=fact.name, tls=_TLS[fact.port])
