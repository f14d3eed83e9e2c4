"""Find the units of a kind by walking their package; a unit that fails to import is an error."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

from mailmend.verdict import Cause

Unit = TypeVar("Unit")


def modules(package: str) -> tuple[str, ...]:
    """The names of the unit modules in ``package``, sorted; helpers start with an underscore."""
    path = importlib.import_module(package).__path__
    names = (module.name for module in pkgutil.iter_modules(path))
    return tuple(sorted(name for name in names if not name.startswith("_")))


def units(package: str, kind: type[Unit]) -> tuple[Unit, ...]:
    """The one ``kind`` of each module. Raises ``LookupError`` where there is not exactly one."""
    return tuple(_only(f"{package}.{name}", kind) for name in modules(package))


def _only(module: str, kind: type[Unit]) -> Unit:
    space = vars(importlib.import_module(module))
    found = [value for value in space.values() if isinstance(value, kind)]
    if len(found) != 1:
        raise LookupError(f"{module} must hold exactly one {kind.__name__}, it holds {len(found)}")
    return found[0]


@cache
def causes() -> tuple[Cause, ...]:
    """All causes, by id."""
    return units("mailmend.causes", Cause)
