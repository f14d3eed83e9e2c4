"""What the person told: the error text read back, the onset, the device. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from mailmend.case import Case
from mailmend.errors import Reading, read_alert, read_reply
from mailmend.facts import Facts, Reported

_BEHIND = re.compile(r"\[[0-9A-Fa-f.:]{3,45}\](?::\d{1,5})? said:")
SHORT = 4
"""A reading that leaves at most so many causes names them; a longer list only allows them."""


def reported(facts: Facts, field: str) -> Reported | None:
    """What the case says of ``field``, a path such as ``outgoing.port``."""
    return facts.first(Reported, lambda fact: fact.field == field)


def value(facts: Facts, field: str) -> str | int | bool | None:
    """The reported value of ``field``; ``None`` where it is not known."""
    fact = reported(facts, field)
    return None if fact is None else fact.value


def error(facts: Facts) -> tuple[Reported, ...]:
    """The reported error text, as evidence."""
    fact = reported(facts, "error")
    return () if fact is None else (fact,)


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[Reading, ...]:
    return read_alert(text) or (read_reply(None, None, text),)


def told(facts: Facts) -> tuple[Reading, ...]:
    """What the reported error text means: a program's alert, or else a server's reply."""
    return tuple(reading for fact in error(facts) for reading in _read(str(fact.value)))


def meanings(facts: Facts) -> frozenset[str]:
    """The meanings of the reported error text."""
    return frozenset(reading.meaning for reading in told(facts))


def login_refused_to_person(facts: Facts) -> bool:
    """Whether the error text is about the person's own login, not about one of the server's.

    A notice of a mail server quotes the server behind it as ``host NAME[ADDRESS] said:``.
    """
    if "auth-failed" not in meanings(facts):
        return False
    return not any(_BEHIND.search(str(fact.value)) for fact in error(facts))


def alerts(facts: Facts) -> frozenset[str]:
    """The ids of the alerts in the reported error text, as ``D-RELAY``."""
    return frozenset(reading.alert for reading in told(facts) if reading.alert)


def hinted(facts: Facts, cause_id: str) -> bool:
    """Whether the reported error text leaves this cause possible."""
    return any(cause_id in reading.causes for reading in told(facts))


def names(reading: Reading, cause_id: str) -> bool:
    """Whether a text names this cause before all others, out of a short list."""
    return len(reading.causes) <= SHORT and reading.causes[:1] == (cause_id,)


def error_names(facts: Facts, cause_id: str) -> bool:
    """Whether the reported error text names this cause."""
    return any(names(reading, cause_id) for reading in told(facts))


def onset(facts: Facts, *words: str) -> tuple[Reported, ...]:
    """The reported onset, as evidence, where it is one of ``words``."""
    fact = reported(facts, "onset")
    return (fact,) if fact is not None and fact.value in words else ()


def other_onset(facts: Facts, word: str) -> Reported | None:
    """The reported onset where it is known and another than ``word``."""
    fact = reported(facts, "onset")
    return None if fact is None or fact.value in (word, "unknown") else fact


def system(case: Case) -> str:
    """The device's system: ``ios`` (iPadOS too), ``macos``, ``other``, or ``""`` if not known."""
    name = (case.device.os or "").strip().lower()
    if not name:
        return ""
    if name.startswith(("ios", "ipados", "iphone", "ipad")):
        return "ios"
    return "macos" if name.startswith(("macos", "mac os", "os x", "osx")) else "other"
