"""Postfix: people who are logged in pass before the rule that refuses them."""

from __future__ import annotations

from mailmend.configs.postfix import words
from mailmend.configs.postfix_edit import insert_before
from mailmend.facts import RestrictionTrace
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._postfix import (
    PERMIT,
    Files,
    named_rules,
    postfix_files,
    refusals,
    service_at,
)

OWNER = Advice(
    "the same list checks afterwards that people send as themselves, which would be skipped"
)
EARLY = Advice("smtpd_delay_reject is off, so that this rule is asked before anybody can log in")
MEANT = Advice("the table refuses this sender alone, which somebody may have meant")


@server_fix(
    "permit-authenticated-relay",
    "exempt-authenticated-from-helo-checks",
    "exempt-authenticated-from-blocklists",
    "exempt-authenticated-from-client-name-checks",
    "exempt-authenticated-from-sender-policy",
    "accept-sender",
    software="postfix",
)
async def write(ground: Ground) -> Planned:
    """Put ``permit_sasl_authenticated`` before that rule, on each port where it refuses."""
    files, traces = await postfix_files(ground), refusals(ground)
    if files is None:
        return None
    traces = traces or named_rules(ground, files)
    if not traces:
        return None
    if ground.change.action == "accept-sender" and not await _all_of_the_domain(ground, traces[0]):
        return MEANT
    for trace in traces:
        made = _permitted(files, trace)
        if made is None or isinstance(made, Advice):
            return made
        files = made
    return files.plan("People who are logged in pass before the rule that refused them")


def _permitted(files: Files, trace: RestrictionTrace) -> Files | Advice | None:
    service = service_at(files, trace.port)
    if service is None:
        return None
    early = trace.setting in {"smtpd_client_restrictions", "smtpd_helo_restrictions"}
    if early and not files.postfix.flag("smtpd_delay_reject", service):
        return EARLY
    value, _ = files.value(trace.setting, service)
    if PERMIT in words(value)[: _place(value, trace.rule)]:
        return files
    if "login_mismatch" in " ".join(words(value)[_place(value, trace.rule) :]):
        return OWNER
    return files.with_value(service, trace.setting, insert_before(value, trace.rule, PERMIT))


def _place(value: str, rule: str) -> int:
    """How many words of the list stand before the rule; 0 where it is in a class or macro."""
    listed, name = words(value), rule.partition(" ")[0]
    return listed.index(name) if name in listed else 0


async def _all_of_the_domain(ground: Ground, trace: RestrictionTrace) -> bool:
    """Whether the table refuses every sender of the domain, as a rule against forgery does."""
    name, _, table = trace.rule.partition(" ")
    if name != "check_sender_access" or not table:
        return False
    stranger = f"nobody-of-that-name@{trace.sender.rpartition('@')[2]}"
    theirs = await ground.host.output("postmap", "-q", stranger, table)
    return theirs is not None and theirs.strip().upper().startswith(("REJECT", "5"))
