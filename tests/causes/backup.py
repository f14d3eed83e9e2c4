"""What a backup of the device says, as facts for the causes' tests."""

from __future__ import annotations

from mailmend.facts import Facts, Reported

MADE = "2026-05-01T08:00:00Z"
RESTORED = "2026-05-02T08:00:00Z"
LATER = "2026-05-03T08:00:00Z"


def backup(facts: Facts, **said: str | int | bool) -> Facts:
    """The facts, with those of a backup made at ``MADE``; ``outgoing_port`` is a setting."""
    fields = {"made_at": MADE, **said}
    return facts + tuple(
        Reported(field=_field(name), value=value, source="ios-backup: Accounts3.sqlite")
        for name, value in fields.items()
    )


def _field(name: str) -> str:
    if name.startswith("outgoing_"):
        return name.replace("_", ".", 1)
    return f"backup.{name.replace('_', '-')}"
