"""From the desk's form to a case, and from a case to the form. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mailmend.apps.device_words import parse_device
from mailmend.apps.merge import laid_over
from mailmend.case import Case, InputError, case_from_mapping

MAX_LINE = 1024
_WORDS = ("protocol", "security", "authentication")
_INCOMING = ("protocol", "host", "port", "security", "username", "authentication")
_OUTGOING = ("host", "port", "security", "username", "authentication")
_FLAGS = {"yes": True, "no": False}
BLANK = "blank"


def case_of(text: Callable[[str], str]) -> Case:
    """The case that the form describes; ``text`` gives a field. Raises ``InputError``."""
    document: dict[str, Any] = {
        "address": _line(text, "address"),
        "error": text("error").replace("\r\n", "\n").strip() or None,
        "recipient": _line(text, "recipient") or None,
        "onset": _line(text, "onset") or None,
        "can_receive": _FLAGS.get(_line(text, "can_receive")),
        "incoming": _table(text, "incoming", _INCOMING),
        "outgoing": {**_table(text, "outgoing", _OUTGOING), **_outgoing_flags(text)},
    }
    if not document["address"]:
        raise InputError("the mail address is missing")
    case = case_from_mapping(_known(document))
    device = _line(text, "device")
    return replace(case, device=parse_device(device)) if device else case


def with_form(stored: Case, text: Callable[[str], str]) -> Case:
    """The stored case as the form has it now; what the form does not show stays."""
    told = case_of(text)
    return replace(
        told,
        address=stored.address,
        sender=stored.sender,
        other_outgoing=stored.other_outgoing,
        device=laid_over(stored.device, told.device),
    )


def form_of(case: Case | None) -> dict[str, str]:
    """The form's fields for a case."""
    if case is None:
        return {}
    device = " ".join(
        part for part in (case.device.app and f"{case.device.app} on", *_system(case)) if part
    )
    fields = {
        "address": case.address,
        "error": case.error,
        "recipient": case.recipient,
        "onset": case.onset,
        "device": device.removesuffix(" on"),
        "can_receive": _flag(case.can_receive),
        "outgoing.enabled": _flag(case.outgoing.enabled),
        "outgoing.password_set": _flag(case.outgoing.password_set),
        "outgoing.username_blank": "yes" if case.outgoing.username == "" else None,
        **{f"incoming.{name}": getattr(case.incoming, name) for name in _INCOMING},
        **{f"outgoing.{name}": getattr(case.outgoing, name) for name in _OUTGOING},
    }
    return {name: str(value) for name, value in fields.items() if value is not None}


def _system(case: Case) -> tuple[str | None, str | None]:
    return case.device.os, case.device.version


def _flag(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _table(text: Callable[[str], str], table: str, names: tuple[str, ...]) -> dict[str, str | None]:
    return {name: _line(text, f"{table}.{name}") or None for name in names}


def _outgoing_flags(text: Callable[[str], str]) -> dict[str, Any]:
    """The switch, the password field, and the user name where it is known to be blank."""
    flags: dict[str, Any] = {
        name: _FLAGS.get(_line(text, f"outgoing.{name}")) for name in ("enabled", "password_set")
    }
    if _line(text, "outgoing.username_blank") == "yes" and not _line(text, "outgoing.username"):
        flags["username"] = ""
    return flags


def _known(document: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {
        key: _known(value) if isinstance(value, dict) else value
        for key, value in document.items()
        if value is not None
    }


def _line(text: Callable[[str], str], name: str) -> str:
    line = text(name).strip()
    if len(line) > MAX_LINE:
        raise InputError(f"{name} is longer than {MAX_LINE} characters")
    return line
