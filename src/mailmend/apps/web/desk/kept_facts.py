"""Facts that a file told, to documents and back, so that a later run knows them too. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from mailmend.facts import Fact, LoggedFault, LoggedSession, Reply, Reported
from mailmend.report import plain

_KINDS: dict[str, type[Fact]] = {each.kind: each for each in (Reported, LoggedSession, LoggedFault)}


def documents(facts: Iterable[Fact]) -> tuple[dict[str, Any], ...]:
    """The facts that can be kept: what a log or a settings file says."""
    return tuple(_document(fact) for fact in facts if fact.kind in _KINDS)


def restored(kept: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    """The facts of such documents."""
    return tuple(_fact(each) for each in kept)


def _document(fact: Fact) -> dict[str, Any]:
    values = plain(fact)
    assert isinstance(values, dict)
    return {"kind": fact.kind, **values}


def _fact(document: Mapping[str, Any]) -> Fact:
    kind = _KINDS[document["kind"]]
    names = {field.name for field in fields(kind)}
    return kind(**{name: _value(name, document[name]) for name in names & document.keys()})


def _value(name: str, value: Any) -> Any:
    match value:
        case list():
            return tuple(value)
        case dict() if name == "reply":
            return Reply(value["code"], value["text"], value.get("enhanced"))
    return value
