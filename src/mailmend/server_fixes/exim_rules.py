"""Exim: people who are logged in are accepted before the statement that refuses them."""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.configs.exim import line_of
from mailmend.facts import RestrictionTrace
from mailmend.mending.ground import Ground, edit
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._exim import EximFile, exim_file

STATEMENT = "  accept authenticated = *\n         control = submission/sender_retain\n"
GENERATED = Advice("this file is written by another program, which would undo the edit")
EARLY = Advice("this list is asked before anybody can log in")
OWNER = Advice("the list checks afterwards that people send as themselves")


@server_fix(
    "permit-authenticated-relay",
    "exempt-authenticated-from-helo-checks",
    "exempt-authenticated-from-blocklists",
    "exempt-authenticated-from-client-name-checks",
    "exempt-authenticated-from-sender-policy",
    software="exim",
)
async def write(ground: Ground) -> Planned:
    """Put the statement of the stock configuration in its place."""
    exim = await exim_file(ground)
    trace = ground.cited.first(RestrictionTrace) or ground.facts.first(
        RestrictionTrace, lambda one: one.decision in {"reject", "defer"}
    )
    if exim is None or trace is None:
        return None
    if exim.generated:
        return GENERATED
    included = await _included(ground, exim, trace)
    if included is not None:
        return included
    if trace.setting not in {
        exim.config.settings.get("acl_smtp_rcpt"),
        exim.config.settings.get("acl_smtp_mail"),
    }:
        return EARLY
    lines = re.findall(r"[^\n]*\n|[^\n]+", exim.text)
    place = _place(exim, trace, lines)
    if place is None:
        return None
    if any("$authenticated_id" in line for line in lines[place : _end(lines, place)]):
        return OWNER
    new = "".join((*lines[:place], STATEMENT, *lines[place:]))
    return exim.plan(new, "People who are logged in are accepted before they are refused")


async def _included(ground: Ground, exim: EximFile, trace: RestrictionTrace) -> Planned:
    """The statement stands in a file of its own: it goes before that file's refusal."""
    if trace.file in ("", exim.path) or not trace.line:
        return None
    text = await ground.text(trace.file)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text or "")
    verb = trace.rule.partition(" ")[0]
    if text is None or len(lines) < trace.line or verb not in lines[trace.line - 1]:
        return Advice(f"the statement was not found again in {trace.file}")
    if any("$authenticated_id" in line for line in lines):
        return OWNER
    at = trace.line - 1
    new = "".join((*lines[:at], STATEMENT, *lines[at:]))
    plan = exim.plan(exim.text, "People who are logged in are accepted before they are refused")
    return replace(plan, edits=(edit(trace.file, text, new),))


def _place(exim: EximFile, trace: RestrictionTrace, lines: list[str]) -> int | None:
    """The index of the line before which the statement goes."""
    listed = exim.config.acls.get(trace.setting, ())
    statement = next((one for one in listed if str(one) == trace.rule), None)
    if statement is not None:
        return line_of(statement, trace.setting, exim.text) - 1 if trace.line else None
    start = next((n for n, line in enumerate(lines) if line.strip() == f"{trace.setting}:"), None)
    return None if start is None else _end(lines, start + 1)


def _end(lines: list[str], start: int) -> int:
    """Behind the last line of the list that goes on at ``start``."""
    for number in range(start, len(lines)):
        if re.match(r"(\w+:|begin\s)", lines[number].strip()):
            return number
    return len(lines)
