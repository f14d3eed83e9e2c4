"""The facts of one case, in the order they were seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mailmend.facts.base import Fact, NotObserved

Kind = TypeVar("Kind", bound=Fact)


class Facts:
    """An immutable collection of facts; ids are ``f1``, ``f2``, … in order of appearance."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts = tuple(facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __add__(self, more: Iterable[Fact]) -> Facts:
        return Facts((*self._facts, *more))

    def of(self, kind: type[Kind], where: Callable[[Kind], bool] | None = None) -> tuple[Kind, ...]:
        """All facts of that kind for which ``where`` holds."""
        found = tuple(fact for fact in self._facts if isinstance(fact, kind))
        return found if where is None else tuple(fact for fact in found if where(fact))

    def first(self, kind: type[Kind], where: Callable[[Kind], bool] | None = None) -> Kind | None:
        """The first fact of that kind for which ``where`` holds."""
        return next(iter(self.of(kind, where)), None)

    def unseen(self, what: str) -> tuple[NotObserved, ...]:
        """What could not be observed of that kind."""
        return self.of(NotObserved, lambda fact: fact.what == what)

    def ids(self) -> dict[int, str]:
        """From the identity of each fact object to its id."""
        return {id(fact): f"f{number}" for number, fact in enumerate(self._facts, 1)}
