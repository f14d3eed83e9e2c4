"""Verdicts: proven, likely, possible, ruled out or unknown, always with evidence.

``Proven`` is said only from facts that no other cause explains. ``Likely`` is for what the person
reports and no measurement from here can reach. ``Possible``: the facts fit, other causes fit as
well. ``Unknown``: nothing was seen that bears on it; it names what would settle it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mailmend.case import Case
from mailmend.change import Change
from mailmend.facts import Fact, Facts
from mailmend.text import phrase

Group = Literal["settings", "password", "server", "software", "restore"]
Where = Literal["device", "account", "server", "dns", "network", "recipient"]
Asked = Literal["owner", "engineer", "admin"]


@dataclass(frozen=True, slots=True)
class Proven:
    """The cause is there. ``summary`` replaces the page's first line where a value helps."""

    because: tuple[Fact, ...]
    changes: tuple[Change, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    """All that is known points to the cause, but no measurement from here can prove it."""

    because: tuple[Fact, ...]
    changes: tuple[Change, ...] = ()
    summary: str = ""
    would_settle: str = ""
    ask: Asked = "owner"


@dataclass(frozen=True, slots=True)
class Possible:
    """The facts fit this cause and others too; ``would_settle`` is a question or an access."""

    because: tuple[Fact, ...]
    would_settle: str
    ask: Asked = "engineer"
    changes: tuple[Change, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """The cause is not there, and ``because`` shows it."""

    because: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not seen. ``missing`` names kinds of fact that would settle it, by class."""

    missing: tuple[type[Fact], ...]
    would_settle: str = ""
    ask: Asked = "engineer"


Verdict = Proven | Likely | Possible | RuledOut | Unknown
Judge = Callable[[Case, Facts], Verdict]


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of the catalogue: its id is its file's name, its page the file's docstring."""

    id: str
    group: Group
    where: Where
    title: str
    page: str
    judge: Judge


def cause(*, group: Group, where: Where) -> Callable[[Judge], Cause]:
    """Make a judging function a ``Cause``; id and page come from the module it stands in."""

    def wrap(judge: Judge) -> Cause:
        page = judge.__globals__["__doc__"].strip()
        name = judge.__module__.rpartition(".")[2].replace("_", "-")
        return Cause(name, group, where, phrase(page.split("\n", 1)[0].strip()), page, judge)

    return wrap
