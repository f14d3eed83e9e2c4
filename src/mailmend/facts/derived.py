"""Facts worked out from other facts: the replay of the device and the smallest repair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.case import Outgoing
from mailmend.facts.base import Fact
from mailmend.facts.smtp import Reply, Stage

Result = Literal["accepted", "failed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Where one try with given settings stopped.

    ``stage`` names the step, ``why`` the obstacle in one of the engine's fixed words (see
    ``mailmend.repair.outcome``), ``reply`` what the server said there, ``because`` the facts
    that show it.
    """

    stage: Literal["settings", "dns"] | Stage
    why: str
    reply: Reply | None = None
    because: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay(Fact):
    """The device's own conversation with its settings.

    ``result`` is ``unknown`` where the settings are not known well enough or could not be tried.
    ``alert`` is the id of the alert the device shows for it, as ``D-RELAY``,
    ``reproduced`` whether that agrees with the error reported; ``None`` where none was reported
    or nothing could be replayed. ``fallback`` numbers the other outgoing server that the device
    turned to (from 1; 0 is the primary).
    """

    kind: ClassVar[str] = "replay"
    vantage: str = "derived"
    client: str
    settings: Outgoing
    result: Result
    obstacle: Obstacle | None = None
    alert: str = ""
    shown: str = ""
    reproduced: bool | None = None
    fallback: int = 0
    because: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting of the device that must change; ``from_`` is ``None`` where it is not known."""

    field: str
    from_: str | int | bool | None
    to: str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair(Fact):
    """The smallest set of changed device settings after which the envelope is accepted.

    ``works`` are the settings that were seen to work. ``changes`` is empty where the device's
    own settings already work. ``fails_without`` gives for each changed field the obstacle that
    stands when all other changes are made but not this one: the proof that it is needed.
    """

    kind: ClassVar[str] = "repair"
    vantage: str = "derived"
    works: Outgoing
    changes: tuple[SettingChange, ...]
    fails_without: tuple[Obstacle, ...]
    because: tuple[Fact, ...] = ()

    def change(self, field: str) -> SettingChange | None:
        """The change of that field, if it is part of the repair."""
        return next((change for change in self.changes if change.field == field), None)

    def obstacle(self, field: str) -> Obstacle | None:
        """What stands in the way while that field alone is left as it is."""
        for change, obstacle in zip(self.changes, self.fails_without, strict=True):
            if change.field == field:
                return obstacle
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Fact):
    """The smallest set of changes that gets a message as far as any attempt got after a login.

    It stands where no settings work, because something other than the device stops every attempt
    at ``remaining``. Each change is needed all the same: without it the attempt stops earlier.
    """

    kind: ClassVar[str] = "progress"
    vantage: str = "derived"
    reached: Outgoing
    changes: tuple[SettingChange, ...]
    fails_without: tuple[Obstacle, ...]
    remaining: Obstacle
    because: tuple[Fact, ...] = ()
