"""Lay what one source knows over what another knows: the device's settings over the case."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from mailmend.case import Case, Device, Incoming, Outgoing

Part = TypeVar("Part", Device, Incoming, Outgoing)
PARTS = ("device", "incoming", "outgoing")


def merged(first: Case, second: Case) -> Case:
    """The case with what ``second`` knows laid over it; what it does not know stays."""
    plain = {
        field.name: getattr(second, field.name)
        for field in fields(Case)
        if field.name not in {*PARTS, "ignored"} and getattr(second, field.name) not in (None, ())
    }
    return replace(
        first,
        **plain,
        device=laid_over(first.device, second.device),
        incoming=laid_over(first.incoming, second.incoming),
        outgoing=laid_over(first.outgoing, second.outgoing),
        ignored=(*first.ignored, *second.ignored),
    )


def laid_over(first: Part, second: Part) -> Part:
    """The same for one part of a case."""
    known = {
        field.name: getattr(second, field.name)
        for field in fields(second)
        if getattr(second, field.name) is not None
    }
    return replace(first, **known)
