"""What is read on the server itself, as causes judge it: the ports meant, and where a setting is.

Only what concerns the port the device is set to counts; where that is not known, or no such
service is there, what concerns every port for handing in mail. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from mailmend.case import Case
from mailmend.facts import (
    Facts,
    FirewallDecision,
    RestrictionTrace,
    ServerFact,
    SubmissionService,
)

SUBMISSION = (587, 465)
MAIL = (25, *SUBMISSION)
At = TypeVar("At", SubmissionService, RestrictionTrace, FirewallDecision)


def ports_meant(case: Case, facts: Facts) -> tuple[int, ...]:
    """The device's port where the server takes logins there, else the usual ports that do.

    Services on other ports are often the server's own, and refuse people by intent.
    """
    offered = {one.port for one in facts.of(SubmissionService) if one.enabled and one.login}
    port = case.outgoing.port
    if port is not None and (port in offered or port in SUBMISSION):
        return (port,)
    usual = tuple(one for one in SUBMISSION if one in offered)
    return usual or tuple(sorted(offered)) or SUBMISSION


def at(facts: Sequence[At], ports: tuple[int, ...]) -> list[At]:
    """The facts about one of those ports."""
    return [one for one in facts if one.port in ports]


def where(fact: ServerFact) -> str:
    """The setting with its file and line, for people."""
    setting = f"{fact.setting} " if fact.setting else ""
    return f"{setting}({fact.place})" if fact.place else setting.strip() or fact.source


def detail(fact: ServerFact) -> str:
    """File, line and setting, as a change names them."""
    return f"{fact.place} {fact.setting}".strip()
