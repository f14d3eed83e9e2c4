"""What all facts share, what the case reports, and what could not be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something seen.

    ``vantage`` is where from: ``here`` (this machine), ``device`` (what the case says of the
    device), ``server`` (read on the server), ``derived`` (worked out from other facts).
    ``at`` is RFC 3339 UTC. ``raw`` is the text as received, secrets removed.
    """

    kind: ClassVar[str] = "fact"
    source: str = ""
    vantage: str = "here"
    at: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Fact):
    """A setting or an answer as the case gives it; ``field`` is its path, as ``outgoing.port``."""

    kind: ClassVar[str] = "reported"
    vantage: str = "device"
    field: str
    value: str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotObserved(Fact):
    """Mailmend tried to look, or decided not to, and could not see it. Never means "it is fine".

    ``what`` is the kind of fact that is missing, ``target`` the host, name or field.
    """

    kind: ClassVar[str] = "not-observed"
    what: str
    target: str
    why: str
