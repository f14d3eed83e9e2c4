"""One file per target: renders the changes it knows as something a person can apply."""

from __future__ import annotations

from functools import cache

from mailmend.discover import units
from mailmend.remedy import Remedy, RenderedRemedy, Situation


@cache
def remedies() -> tuple[Remedy, ...]:
    """All remedies, by file name."""
    return units("mailmend.remedies", Remedy)


_ORDER = ("owner", "admin", "engineer")


def render_all(situation: Situation) -> tuple[RenderedRemedy, ...]:
    """What every remedy has to say to that situation, the owner's steps first."""
    found = (remedy.render(situation) for remedy in remedies())
    written = [rendered for rendered in found if rendered is not None]
    return tuple(sorted(written, key=lambda rendered: _ORDER.index(rendered.audience)))
