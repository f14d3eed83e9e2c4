"""A fault: one file in lab/faults with what is wrong, how it goes in, and what is to be seen."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lab import faults
from lab.replay import password_of, swaks
from lab.reported import Reported

if TYPE_CHECKING:
    from lab.practice import Lab

Status = Literal["proven", "likely", "possible", "unknown"]
Where = Literal["device", "account", "server", "dns", "network", "recipient"]


@dataclass(frozen=True, slots=True)
class Expected:
    """A cause the diagnosis must name, how surely, and where it lies.

    `status` is the most that may be claimed from the client's vantage with the mailbox password;
    `instead` are causes which the wire cannot tell from this one, or which are true beside it.
    """

    cause: str
    status: Status = "proven"
    where: Where = "device"
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a public tool must show while the fault is in.

    Without argv the device's settings are replayed with swaks; `pattern` is searched in the
    tool's output. `client` is the network it is run from, the case's own when empty; or it is run
    on that `host` of the lab, for what no client sees.
    """

    pattern: str
    argv: tuple[str, ...] = ()
    client: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Everything a fault file says; of a silent one nothing is to be seen on the wire.

    `works`: from the product's place the device's settings send, so that it must say so or leave
    it open. `settings` is the name and the text of a file that the person hands over beside the
    case, empty for none.
    """

    name: str
    about: str
    case: Reported
    expect: tuple[Expected, ...]
    seen: tuple[Seen, ...]
    client: str
    password: str
    device_password: str
    must_not: frozenset[str]
    silent: bool
    works: bool
    settings: tuple[str, str]
    inject: Callable[[Lab], None] | None

    @property
    def allowed(self) -> frozenset[str]:
        """Every cause that a diagnosis may name as proven or likely without being wrong."""
        return frozenset(cause for each in self.expect for cause in (each.cause, *each.instead))

    @property
    def healthy(self) -> bool:
        """True when a client meets nothing wrong and the diagnosis from there must say so."""
        return not self.expect

    def show(self, lab: Lab) -> list[str]:
        """Run every probe and return one line for each that did not see what it must."""
        problems = []
        for seen in self.seen:
            argv = seen.argv or tuple(swaks(self.case, self.device_password))
            if seen.host:
                done = lab.run_host(seen.host, argv)
            else:
                done = lab.run_client(seen.client or self.client, argv, stdin="")
            output = done.stdout + done.stderr
            if not re.search(seen.pattern, output):
                problems.append(f"{self.name}: /{seen.pattern}/ not in:\n{output[-1500:]}")
        return problems


def names() -> tuple[str, ...]:
    """Every fault there is, by its file's name."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(faults.__path__)))


def load(name: str) -> Fault:
    """The fault of that name. Raises KeyError when there is none."""
    if name not in names():
        raise KeyError(f"no fault is called {name!r} (python -m lab fault list)")
    module = importlib.import_module(f"lab.faults.{name}")
    case: Reported = module.CASE
    password = getattr(module, "PASSWORD", None) or password_of(str(case["address"]))
    return Fault(
        name=name,
        about=(module.__doc__ or "").strip(),
        case=case,
        expect=module.EXPECT,
        seen=module.SEEN,
        client=getattr(module, "CLIENT", "client-a"),
        password=password,
        device_password=getattr(module, "DEVICE_PASSWORD", password),
        must_not=frozenset(getattr(module, "MUST_NOT", ())),
        silent=getattr(module, "SILENT", False),
        works=getattr(module, "WORKS", False),
        settings=getattr(module, "SETTINGS", ("", "")),
        inject=getattr(module, "inject", None),
    )
