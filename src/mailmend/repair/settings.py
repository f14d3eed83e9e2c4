"""One complete choice of outgoing settings: a server entry and the sender's address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailmend.case import Case, Outgoing
from mailmend.facts import SettingChange

FIELDS = ("enabled", "host", "port", "security", "authentication", "username", "password_set")
ADDRESS = "address"

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Settings:
    """What is needed to try: a server entry, and who the message is from."""

    outgoing: Outgoing
    sender: str

    @classmethod
    def of(cls, case: Case) -> Settings:
        """The settings of the case's device."""
        return cls(case.outgoing, case.envelope_sender)

    def value(self, field: str) -> Value:
        """The value of one of ``FIELDS`` or of ``ADDRESS``."""
        if field == ADDRESS:
            return self.sender
        found: Value = getattr(self.outgoing, field)
        return found

    def with_fields(self, fields: tuple[str, ...], other: Settings) -> Settings:
        """These settings with the named fields taken from ``other``."""
        values = {name: getattr(other.outgoing, name) for name in fields if name != ADDRESS}
        sender = other.sender if ADDRESS in fields else self.sender
        return Settings(replace(self.outgoing, **values), sender)

    def unknown_fields(self) -> tuple[str, ...]:
        """The fields whose value nobody told."""
        return tuple(name for name in FIELDS if self.value(name) is None)

    def differing(self, other: Settings) -> tuple[str, ...]:
        """The fields in which ``other`` differs, host names compared without case."""
        return tuple(
            name
            for name in (*FIELDS, ADDRESS)
            if _norm(self.value(name)) != _norm(other.value(name))
        )


def _norm(value: Value) -> Value:
    return value.lower().rstrip(".") if isinstance(value, str) else value


def path(field: str) -> str:
    """The field's path as the contract writes it."""
    return ADDRESS if field == ADDRESS else f"outgoing.{field}"


def change(field: str, before: Settings, after: Settings) -> SettingChange:
    """The change of one field from one choice to another."""
    to = after.value(field)
    assert to is not None
    return SettingChange(path(field), before.value(field), to)
