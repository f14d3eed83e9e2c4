"""Facts of TCP connections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.base import Fact

TcpOutcome = Literal["open", "refused", "timeout", "unreachable", "reset", "not-allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpResult(Fact):
    """One attempt to connect. ``not-allowed``: Mailmend refused to dial that address."""

    kind: ClassVar[str] = "tcp"
    host: str
    address: str
    port: int
    outcome: TcpOutcome
    elapsed_ms: float = 0.0

    @property
    def family(self) -> Literal["ipv4", "ipv6"]:
        """The address family."""
        return "ipv6" if ":" in self.address else "ipv4"
