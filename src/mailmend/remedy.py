"""The noun between changes and people: a remedy renders the changes it knows for one target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mailmend.case import Case, Outgoing
from mailmend.change import Change, SetField
from mailmend.facts import PublishedServer
from mailmend.languages import say

Audience = Literal["owner", "admin", "engineer"]
Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a remedy may know.

    ``meanwhile`` are settings of the device with which it sends before the cause is mended.
    ``outgoing`` and ``incoming`` are settings that were seen to work in this run, ``None`` where
    none were; ``reached`` are those that got furthest where none worked. ``software`` pairs a
    host with the server software recognised there (see ``mailmend.remedies._software``).
    ``summary`` is one sentence on what is wrong, for the owner; ``proven`` tells whether it is
    proof or the best explanation. ``language`` is that of the owner's texts.
    """

    case: Case
    changes: tuple[Change, ...] = ()
    meanwhile: tuple[Change, ...] = ()
    outgoing: Outgoing | None = None
    incoming: PublishedServer | None = None
    reached: Outgoing | None = None
    software: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    proven: bool = True
    language: str = "en"

    def software_at(self, host: str) -> str:
        """The server software recognised at that host, ``""`` where it is not known."""
        return dict(self.software).get(host.lower().rstrip("."), "")

    def field(self, name: str) -> SetField | None:
        """The change of that device setting, if there is one."""
        found = (change for change in self.changes if isinstance(change, SetField))
        return next((change for change in found if change.field == name), None)

    def seen_to_work(self, change: SetField) -> bool:
        """Whether the new value is part of the settings that just worked, or got furthest.

        The From address and the switch are no part of what was tried on the wire: they count as
        seen as soon as any settings were.
        """
        best = self.outgoing or self.reached
        if best is None:
            return False
        tried = getattr(best, change.field.rpartition(".")[2], None)
        return tried is None or tried == change.to


class Draft(NamedTuple):
    """What a rendering function writes: a title and the steps, and a whole file where it is one."""

    title: str
    steps: tuple[str, ...]
    file: str | None = None


@dataclass(frozen=True, slots=True)
class RenderedRemedy:
    """A fix for one reader: numbered steps, or the text of a file to install."""

    id: str
    audience: Audience
    title: str
    steps: tuple[str, ...]
    file: str | None = None


Write = Callable[[Situation], Draft | None]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One target of the package ``mailmend.remedies``; its id is its file's name."""

    id: str
    audience: Audience
    page: str
    write: Write

    def render(self, situation: Situation) -> RenderedRemedy | None:
        """The steps for this target, in the situation's language as far as they are translated.

        ``None`` where it has nothing to say.
        """
        draft = self.write(situation)
        if draft is None or not (draft.steps or draft.file):
            return None
        title, *steps = (say(situation.language, one) for one in (draft.title, *draft.steps))
        return RenderedRemedy(self.id, self.audience, title, tuple(steps), draft.file)


def remedy(audience: Audience) -> Callable[[Write], Remedy]:
    """Make a writing function a ``Remedy``; id and page come from the module it stands in."""

    def wrap(write: Write) -> Remedy:
        name = write.__module__.rpartition(".")[2].replace("_", "-")
        return Remedy(name, audience, write.__globals__["__doc__"].strip(), write)

    return wrap
