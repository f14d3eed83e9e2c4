"""What outcomes are read from: the case, the program played, and the facts seen."""

from __future__ import annotations

from dataclasses import dataclass

from mailmend.case import Case
from mailmend.devices import Client
from mailmend.facts import Facts


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground on which settings are tried."""

    case: Case
    client: Client
    facts: Facts
