"""All behaviours, found by their functions' names in the modules of each protocol."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from lab.hostile import (
    autodiscover,
    dns_answers,
    http,
    https,
    imap_clear,
    imap_inside,
    pop3,
    smtp_ehlo,
    smtp_greeting,
    smtp_login,
    smtp_starttls,
    smtps,
    tcp,
    xml,
)
from lab.hostile.peer import Peer

Handler = Callable[[Peer], Awaitable[None]]
_TALKING = (
    tcp, smtp_greeting, smtp_ehlo, smtp_starttls, smtp_login, smtps, imap_clear, imap_inside,
    pop3, http, https, xml, autodiscover,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to misbehave; ``handler`` is absent for those of the name server."""

    name: str
    protocol: str
    ports: tuple[int, ...]
    about: str
    handler: Handler | None = None

    def row(self) -> dict[str, str | int]:
        """What a listing shows."""
        port = self.ports[0]
        return {"name": self.name, "protocol": self.protocol, "port": port, "does": self.about}


@cache
def behaviours() -> dict[str, Behaviour]:
    """Every behaviour by name, those that talk first."""
    found = [each for module in _TALKING for each in _in(module, module.PORTS)]
    found += _in(dns_answers, (53,))
    return {each.name: each for each in found}


def _in(module: ModuleType, ports: tuple[int, ...]) -> list[Behaviour]:
    functions = [
        function
        for function in vars(module).values()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and "_" in function.__name__.strip("_")
        and not function.__name__.startswith(("_", "honest_"))
    ]
    return [_behaviour(function, ports) for function in functions]


def _behaviour(function: Handler, ports: tuple[int, ...]) -> Behaviour:
    name = getattr(function, "__name__", "").replace("_", "-")
    about = inspect.getdoc(function) or ""
    talks = ports != (53,)
    return Behaviour(name, name.partition("-")[0], ports, about, function if talks else None)
